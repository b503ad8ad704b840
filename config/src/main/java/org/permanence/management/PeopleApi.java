package org.permanence.management;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.access.Deed;
import org.permanence.access.MachineDeed;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.approval.AskedDeed;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.Asker;
import org.permanence.people.Membership;
import org.permanence.people.NewPerson;
import org.permanence.people.PeopleException;
import org.permanence.people.PeopleService;
import org.permanence.people.PeopleService.Invited;
import org.permanence.people.PeopleService.Shown;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.MachineKey;
import org.permanence.signin.ServiceAccounts;
import org.permanence.text.EnumWords;
import tools.jackson.databind.JsonNode;

/// The accounts. The rights of the person who asks are those of their own account.
public final class PeopleApi {

    /// The first segment of the API's paths.
    static final String PATH = "people";

    /// Who runs the first command on the engine's machine. No person has an account yet.
    private static final Principal.Person OPERATOR =
            new Principal.Person("operator", Role.OPERATIONS, "cli", Principal.NO_SESSION);

    private final PeopleService people;
    private final ServiceAccounts services;
    private final ApprovalsApi approvals;
    private final DevicesApi devices;
    private final Consumer<Account> removeFactors;

    /// @param removeFactors ends the sessions of a person, and deletes their factors
    public PeopleApi(
            PeopleService people,
            ServiceAccounts services,
            ApprovalsApi approvals,
            DevicesApi devices,
            Consumer<Account> removeFactors) {
        this.people = people;
        this.services = services;
        this.approvals = approvals;
        this.devices = devices;
        this.removeFactors = removeFactors;
    }

    /// The body of a POST is JSON:
    ///
    /// - `first`, `invite`: `login`, `role`, `language`, `region`, and optionally `name`
    /// - `invite`, `give`, `take`: `role` and `place`
    /// - `give`: optionally `until`
    /// - `service`: `key`, `deeds`
    /// - `revoke-device`: optionally the `id` of one device
    /// - `staffing`: as [StaffingJson]
    Reply handle(ApiRequest request) {
        try {
            return switch (request.route()) {
                case "GET people" ->
                    Reply.ok(people.list(asker(request)).stream()
                            .map(PeopleApi::toJson)
                            .toList());
                case "POST people/first" -> first(request);
                case "POST people/invite" -> invite(request);
                default -> ofPerson(request);
            };
        } catch (PeopleException refused) {
            return Reply.problem(
                    switch (refused.refusal()) {
                        case NOT_PERMITTED -> 403;
                        case UNKNOWN -> 404;
                        case CONFLICT -> 409;
                    },
                    String.valueOf(refused.getMessage()));
        }
    }

    private Reply ofPerson(ApiRequest request) {
        var login = new Login(request.segment(1));
        Asker asker = asker(request);
        return switch (request.method() + " " + request.segment(2)) {
            case "GET " -> Reply.ok(toJson(people.show(asker, login)));
            case "POST invite" -> Reply.ok(toJson(people.inviteAgain(asker, login)));
            case "POST give" -> give(asker, login, JsonBody.of(request));
            case "POST take" -> Reply.ok(toJson(people.take(asker, login, roleAt(JsonBody.of(request)))));
            case "POST rest" -> Reply.ok(toJson(people.rest(asker, login)));
            case "POST end-rest" -> Reply.ok(toJson(people.endRest(asker, login)));
            case "POST service" -> service(asker, login, JsonBody.of(request));
            case "POST staffing" ->
                Reply.ok(toJson(people.staff(asker, login, StaffingJson.request(JsonBody.of(request)))));
            case "POST leave" -> leave(asker, login);
            case "POST reset-factors" -> resetFactors(request, asker, login);
            case "GET devices" -> devices.list(asker, login);
            case "POST enrol-device" -> devices.enrol(asker, login);
            case "POST revoke-device" -> devices.revoke(asker, login, JsonBody.find(JsonBody.of(request), "id"));
            case "POST erase-name" -> Reply.ok(toJson(people.eraseName(asker, login)));
            default -> Reply.unknownPath();
        };
    }

    private Reply leave(Asker asker, Login login) {
        Account left = people.leave(asker, login);
        removeFactors.accept(left);
        return Reply.ok(toJson(left));
    }

    private Reply service(Asker asker, Login login, JsonNode body) {
        Set<MachineDeed> deeds = Stream.of(JsonBody.text(body, "deeds").split(",", -1))
                .map(word -> parse("deeds", MachineDeed.class, word))
                .collect(Collectors.toSet());
        return Reply.ok(toJson(services.put(asker, login, new MachineKey(JsonBody.text(body, "key")), deeds)));
    }

    private Reply resetFactors(ApiRequest request, Asker asker, Login login) {
        var asked = AskedDeed.of(
                Deed.REMOVE_FACTOR,
                people.subjectOfFactors(asker, login),
                AccessRequests.purpose(request),
                login.value());
        return approvals.ask(AccessRequests.person(request), asked).orElseGet(() -> {
            Invited invited = people.takeFactors(asker, login);
            removeFactors.accept(invited.account());
            return Reply.ok(toJson(invited));
        });
    }

    private Reply first(ApiRequest request) {
        JsonNode body = JsonBody.of(request);
        return Reply.ok(toJson(people.inviteFirst(OPERATOR, draft(body), word(body, "role", Role.class))));
    }

    private Reply invite(ApiRequest request) {
        JsonNode body = JsonBody.of(request);
        return Reply.ok(toJson(people.invite(asker(request), draft(body), roleAt(body))));
    }

    private Reply give(Asker asker, Login login, JsonNode body) {
        Optional<Instant> until = JsonBody.find(body, "until").map(Instant::parse);
        return Reply.ok(toJson(people.give(asker, login, roleAt(body), until)));
    }

    private static Asker asker(ApiRequest request) {
        Principal.Person person = AccessRequests.person(request);
        return new Asker(new Login(person.name()), person.device(), person.session());
    }

    private static NewPerson draft(JsonNode body) {
        return new NewPerson(
                new Login(JsonBody.text(body, "login")),
                JsonBody.find(body, "name").map(PersonalText::new),
                word(body, "language", Language.class),
                new Region(JsonBody.text(body, "region")));
    }

    private static RoleAt roleAt(JsonNode body) {
        return new RoleAt(word(body, "role", Role.class), Place.parse(JsonBody.text(body, "place")));
    }

    private static <E extends Enum<E>> E word(JsonNode body, String key, Class<E> type) {
        return parse(key, type, JsonBody.text(body, key));
    }

    private static <E extends Enum<E>> E parse(String key, Class<E> type, String word) {
        return EnumWords.parse(type, word)
                .orElseThrow(() ->
                        new IllegalArgumentException(key + ": unknown (expected: one of " + EnumWords.all(type) + ")"));
    }

    /// The only answer with a token.
    private static Map<String, Object> toJson(Invited invited) {
        Map<String, Object> json = toJson(invited.account());
        json.put("token", invited.token().text());
        invited.account()
                .invitation()
                .ifPresent(open -> json.put("ends-at", open.endsAt().toString()));
        return json;
    }

    private static Map<String, Object> toJson(Shown shown) {
        Map<String, Object> json = toJson(shown.account());
        shown.name().ifPresent(name -> json.put("name", name.text()));
        return json;
    }

    private static Map<String, Object> toJson(Account account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("login", account.person().login().value());
        json.put("state", EnumWords.of(account.person().state()));
        json.put("since", account.person().since().toString());
        json.put("kind", EnumWords.of(account.person().kind()));
        json.put("language", EnumWords.of(account.person().language()));
        json.put("region", account.person().region().code());
        json.put("roles", account.memberships().stream().map(PeopleApi::toJson).toList());
        account.staffing().ifPresent(staffing -> json.put("staffing", StaffingJson.toJson(staffing)));
        return json;
    }

    private static Map<String, Object> toJson(Membership membership) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("role", EnumWords.of(membership.roleAt().role()));
        json.put("place", membership.roleAt().place().word());
        json.put("from", membership.from().toString());
        membership.until().ifPresent(end -> json.put("until", end.toString()));
        return json;
    }
}

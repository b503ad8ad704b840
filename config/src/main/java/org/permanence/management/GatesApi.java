package org.permanence.management;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Principal;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.Gate;
import org.permanence.gates.GateException;
import org.permanence.gates.GateService;
import org.permanence.gates.GateText;
import org.permanence.gates.InstructionSheet;
import org.permanence.gates.InstructionSheet.Question;
import org.permanence.gates.Training;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;
import tools.jackson.databind.JsonNode;

/// What must be in order before an assistant is offered a call: texts and their signatures, trainings, contracts
/// and conflicts.
public final class GatesApi {

    /// The first segments of the API's paths.
    static final Set<String> PATHS =
            Set.of("gates", "agreements", "contracts", "instructions", "trainings", "conflicts");

    private static final GateText.Kind CONFIDENTIALITY = new GateText.Confidentiality();

    private final GateService gates;
    private final AssistantDirectory assistants;

    /// @param assistants as staffed
    public GatesApi(GateService gates, AssistantDirectory assistants) {
        this.gates = gates;
        this.assistants = assistants;
    }

    /// The body of a POST is JSON:
    ///
    /// - `agreements/{confidentiality|contract}`, `instructions/{practice}`: `text`, and optionally `from`
    /// - `…/sign`: `version`; for instructions also `answers`; for contracts optionally `from` and `until`
    /// - `contracts/{practice}/end`: optionally `at`
    /// - `trainings/{login}`: `course` and `until`
    /// - `conflicts/{login}/{record|lift}`: `practice`
    Reply handle(ApiRequest request) {
        try {
            return switch (request.segment(0)) {
                case "gates" -> missing(request);
                case "agreements" -> agreements(request);
                case "contracts" -> contracts(request, new PracticeId(request.segment(1)));
                case "instructions" -> instructions(request, new PracticeId(request.segment(1)));
                case "trainings" -> trainings(request, new Login(request.segment(1)));
                default -> conflicts(request, new Login(request.segment(1)));
            };
        } catch (GateException refused) {
            int status = switch (refused.refusal()) {
                case UNKNOWN -> 404;
                case CONFLICT -> 409;
            };
            return Reply.problem(status, String.valueOf(refused.getMessage()));
        }
    }

    private Reply missing(ApiRequest request) {
        Collection<Assistant> all = assistants.inService();
        return switch (request.segment(1)) {
            case "" -> {
                var teams = AccessRequests.permission(request).teams().keySet();
                yield missing(
                        all.stream().filter(one -> teams.contains(one.team())).toList(), Optional.empty());
            }
            case "assistants" -> missing(ofLogin(new Login(request.segment(2))), Optional.empty());
            default -> missing(all, Optional.of(new PracticeId(request.segment(2))));
        };
    }

    private List<Assistant> ofLogin(Login login) {
        return assistants.find(login).stream().toList();
    }

    private Reply missing(Collection<Assistant> of, Optional<PracticeId> only) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Assistant assistant : of) {
            gates.missing(assistant).forEach((practice, missing) -> {
                if (only.isEmpty() || only.get().equals(practice)) {
                    rows.add(Map.of(
                            "assistant", assistant.login().value(),
                            "practice", practice.value(),
                            "missing", words(missing)));
                }
            });
        }
        return Reply.ok(rows);
    }

    private static List<String> words(Set<Gate> gates) {
        return gates.stream().map(EnumWords::of).toList();
    }

    private Reply agreements(ApiRequest request) {
        if (request.segment(1).equals("signed")) {
            var teams = AccessRequests.permission(request).teams().keySet();
            return Reply.ok(assistants.inService().stream()
                    .filter(assistant -> teams.contains(assistant.team()))
                    .map(this::signature)
                    .toList());
        }
        GateText.Kind kind = request.segment(1).equals("contract") ? new GateText.Contract() : CONFIDENTIALITY;
        return switch (request.method() + " " + request.segment(2)) {
            case "GET " -> Reply.ok(toJson(gates.text(kind)));
            case "POST " -> write(request, kind);
            case "POST sign" -> sign(request, kind);
            default -> Reply.unknownPath();
        };
    }

    private Map<String, Object> signature(Assistant assistant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("assistant", assistant.login().value());
        gates.signedAgreement(assistant.login()).ifPresent(version -> json.put("version", version));
        return json;
    }

    private Reply contracts(ApiRequest request, PracticeId practice) {
        Principal.Person by = person(request);
        return switch (request.method() + " " + request.segment(2)) {
            case "GET " ->
                Reply.ok(
                        gates.contracts(practice).stream().map(GatesApi::toJson).toList());
            case "POST sign" -> {
                JsonNode body = JsonBody.of(request);
                yield Reply.ok(toJson(gates.signContract(
                        by, practice, number(body, "version"), instant(body, "from"), instant(body, "until"))));
            }
            case "POST end" -> {
                gates.endContracts(by, practice, instant(JsonBody.of(request), "at"));
                yield Reply.ok(
                        gates.contracts(practice).stream().map(GatesApi::toJson).toList());
            }
            default -> Reply.unknownPath();
        };
    }

    private Reply instructions(ApiRequest request, PracticeId practice) {
        var kind = new GateText.Instructions(practice);
        return switch (request.method() + " " + request.segment(2)) {
            case "GET " -> Reply.ok(sheetToJson(gates.text(kind)));
            case "POST " -> write(request, kind);
            case "POST sign" ->
                isServedBy(person(request), practice) ? sign(request, kind) : Reply.unknownPractice(practice);
            default -> Reply.unknownPath();
        };
    }

    private boolean isServedBy(Principal.Person person, PracticeId practice) {
        return assistants
                .find(new Login(person.name()))
                .flatMap(assistant -> assistant.skillFor(practice))
                .isPresent();
    }

    private Reply write(ApiRequest request, GateText.Kind kind) {
        JsonNode body = JsonBody.of(request);
        return Reply.ok(toJson(gates.write(person(request), kind, JsonBody.text(body, "text"), instant(body, "from"))));
    }

    private Reply sign(ApiRequest request, GateText.Kind kind) {
        JsonNode body = JsonBody.of(request);
        List<Integer> answers =
                body.path("answers").valueStream().map(JsonNode::asInt).toList();
        gates.sign(person(request), kind, number(body, "version"), answers);
        return Reply.ok(Map.of("text", kind.word(), "version", number(body, "version")));
    }

    private Reply trainings(ApiRequest request, Login assistant) {
        if (request.method().equals("GET")) {
            return Reply.ok(
                    gates.trainings(assistant).stream().map(GatesApi::toJson).toList());
        }
        JsonNode body = JsonBody.of(request);
        Instant until = instant(body, "until")
                .orElseThrow(() -> new IllegalArgumentException("until: missing (expected: a time)"));
        return Reply.ok(toJson(gates.recordTraining(person(request), assistant, JsonBody.text(body, "course"), until)));
    }

    private Reply conflicts(ApiRequest request, Login assistant) {
        var practice = new PracticeId(JsonBody.text(JsonBody.of(request), "practice"));
        if (assistants.find(assistant).flatMap(one -> one.skillFor(practice)).isEmpty()) {
            return Reply.unknownPractice(practice);
        }
        if (request.segment(2).equals("record")) {
            gates.recordConflict(person(request), assistant, practice);
        } else {
            gates.liftConflict(person(request), assistant, practice);
        }
        return Reply.ok(Map.of("assistant", assistant.value(), "practice", practice.value()));
    }

    private static Principal.Person person(ApiRequest request) {
        return AccessRequests.person(request);
    }

    private static int number(JsonNode body, String key) {
        if (!body.path(key).isInt()) {
            throw new IllegalArgumentException(key + ": missing (expected: a whole number)");
        }
        return body.path(key).asInt();
    }

    private static Optional<Instant> instant(JsonNode body, String key) {
        return JsonBody.find(body, key).map(Instant::parse);
    }

    private static Map<String, Object> toJson(GateText text) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", text.version());
        json.put("from", text.from().toString());
        json.put("sha256", text.sha256());
        json.put("text", text.body());
        return json;
    }

    /// Without the right answers.
    private static Map<String, Object> sheetToJson(GateText text) {
        InstructionSheet sheet = InstructionSheet.parse(text.body());
        Map<String, Object> json = toJson(text);
        json.put("text", sheet.text());
        json.put("questions", sheet.questions().stream().map(GatesApi::toJson).toList());
        return json;
    }

    private static Map<String, Object> toJson(Question question) {
        return Map.of("question", question.text(), "choices", question.choices());
    }

    private static Map<String, Object> toJson(ContractPeriod contract) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("practice", contract.practice().value());
        json.put("version", contract.version());
        json.put("from", contract.from().toString());
        contract.until().ifPresent(end -> json.put("until", end.toString()));
        return json;
    }

    private static Map<String, Object> toJson(Training training) {
        return Map.of(
                "course", training.course(),
                "until", training.until().toString(),
                "recorded-at", training.recordedAt().toString());
    }
}

package org.permanence.cli.people;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.ManagementClient;
import org.permanence.cli.PersonalInput;
import org.permanence.text.EnumWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `user`.
@Command(
        name = "user",
        subcommands = {ServiceCommand.class, StaffingCommand.class},
        description = "Invite people, give and take their roles, rest and end their accounts.")
public final class UserCommand {

    private static final String LOGIN = "Login of the person.";
    private static final String ROLE =
            "assistant, supervisor, practice-manager, doctor, data-protection-officer, auditor or operations";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "first",
            description = {
                "Invite the person who invites all others. Works while no account is active.",
                "Prints a token once; it can be accepted for ten minutes."
            })
    void first(
            @Mixin ConfigOption config,
            @Option(names = "--login", paramLabel = "LOGIN", required = true, description = LOGIN) Login login,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "operations",
                            description = "Role of the person: operations (default: ${DEFAULT-VALUE}).")
                    Role role,
            @Mixin PersonDraftOptions draft) {
        Map<String, Object> body = draft.body(login);
        body.put("role", EnumWords.of(role));
        printToken(ManagementClient.ofOperator(config.management()).post("/people/first", body));
    }

    @Command(
            name = "invite",
            description = {
                "Invite a person for a role, or again one who has not accepted yet.",
                "Prints a token once; it can be accepted for a day. An earlier token ends."
            })
    void invite(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = "Login of the person; no other person may have had it.")
                    Login login,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "Role of a new person: " + ROLE + " (default: the person is invited again).")
                    Optional<Role> role,
            @Mixin PlaceOption at,
            @Mixin PersonDraftOptions draft) {
        if (role.isEmpty()) {
            printToken(access.client(config.management()).post("/people/" + login + "/invite"));
            return;
        }
        Map<String, Object> body = draft.body(login);
        body.put("role", EnumWords.of(role.get()));
        body.put("place", at.place().word());
        printToken(access.client(config.management()).post("/people/invite", body));
    }

    @Command(
            name = "accept",
            description = {
                "Accept an invitation with a password and one-time codes of an app.",
                "The person who was invited runs it. Prints ten recovery codes once."
            })
    void accept(
            @Mixin ConfigOption config,
            @Option(
                            names = "--token-file",
                            paramLabel = "FILE",
                            defaultValue = "-",
                            description = "File with the token; - asks for it or reads standard input "
                                    + "(default: ${DEFAULT-VALUE}).")
                    Path tokenFile) {
        var client = ManagementClient.of(config.management());
        String token = PersonalInput.read(spec, "--token-file", tokenFile, "Token");
        JsonNode shown = client.post("/sign-in/begin", Map.of("token", token));
        spec.commandLine()
                .getErr()
                .printf(
                        "account %s: put this seed into an authenticator app, or its address as a QR code:%n%s%n%s%n",
                        shown.path("login").asString(),
                        shown.path("seed").asString(),
                        shown.path("address").asString());
        String password = PersonalInput.readSecret(spec, "New password, at least 12 characters");
        String code = PersonalInput.readSecret(spec, "Code that the app shows");
        JsonNode accepted = client.post("/sign-in/accept", Map.of("token", token, "password", password, "code", code));
        spec.commandLine().getErr().println("account active; recovery codes, each for one sign-in without the app:");
        accepted.path("recovery-codes")
                .forEach(recovery -> spec.commandLine().getOut().println(recovery.asString()));
    }

    @Command(name = "list", description = "List the accounts that you could change, and your own.")
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        access.client(config.management()).get("/people").forEach(this::print);
    }

    @Command(
            name = "show",
            description = "Show one account with the calls it takes and all its roles, past ones included.")
    void show(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        JsonNode person = access.client(config.management()).get("/people/" + login);
        print(person);
        person.path("roles")
                .forEach(role -> spec.commandLine()
                        .getOut()
                        .printf(
                                "  %s at %s from %s%s%n",
                                role.path("role").asString(),
                                role.path("place").asString(),
                                role.path("from").asString(),
                                role.has("until")
                                        ? " until " + role.path("until").asString()
                                        : ""));
        if (person.has("staffing")) {
            spec.commandLine().getOut().println("  " + StaffingCommand.describe(person.path("staffing")));
        }
    }

    @Command(name = "role", description = "Give a person a role, or take one.")
    void role(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(names = "--give", paramLabel = "ROLE", description = "Role to give: " + ROLE + " (default: none).")
                    Optional<Role> given,
            @Option(names = "--take", paramLabel = "ROLE", description = "Role to take (default: none).")
                    Optional<Role> taken,
            @Mixin PlaceOption at,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            description = "End of a given role, in UTC, such as 2027-01-01T00:00:00Z "
                                    + "(default: without an end).")
                    Optional<Instant> until) {
        if (given.isPresent() == taken.isPresent()) {
            throw usageError("--give: none or with --take (expected: one of --give and --take)");
        }
        if (taken.isPresent() && until.isPresent()) {
            throw usageError("--until: with --take (expected: with --give)");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        given.ifPresent(role -> body.put("role", EnumWords.of(role)));
        taken.ifPresent(role -> body.put("role", EnumWords.of(role)));
        body.put("place", at.place().word());
        until.ifPresent(end -> body.put("until", end.toString()));
        String path = "/people/" + login + (given.isPresent() ? "/give" : "/take");
        print(access.client(config.management()).post(path, body));
    }

    @Command(name = "rest", description = "Rest an account: the person may not act until the rest ends.")
    void rest(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(names = "--end", description = "End the rest.") boolean end) {
        print(access.client(config.management()).post("/people/" + login + (end ? "/end-rest" : "/rest")));
    }

    @Command(
            name = "left",
            description = {
                "End the account of a person who has left, with all its roles.",
                "No other person ever gets the login. It cannot be undone."
            })
    void left(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login,
            @Option(
                            names = "--erase-name",
                            description = "Destroy the key of the name of a person who has left already.")
                    boolean eraseName) {
        print(access.client(config.management()).post("/people/" + login + (eraseName ? "/erase-name" : "/leave")));
    }

    @Command(
            name = "reset-factors",
            description = {
                "Take the password, the one-time codes and the recovery codes from a person who cannot sign in.",
                "A second person approves it first: another supervisor of the team, or operations.",
                "Ends their sessions and prints a token once, with which they choose others within a day."
            })
    void resetFactors(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "LOGIN", description = LOGIN) Login login) {
        printToken(access.client(config.management()).post("/people/" + login + "/reset-factors"));
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// The token goes to standard output alone, so that a script can hand it on.
    private void printToken(JsonNode invited) {
        spec.commandLine().getOut().println(invited.path("token").asString());
        spec.commandLine()
                .getErr()
                .printf(
                        "invited %s until %s; the token is shown only now: hand it to them, and they run "
                                + "permanence user accept%n",
                        invited.path("login").asString(),
                        invited.path("ends-at").asString());
    }

    private void print(JsonNode person) {
        StringBuilder roles = new StringBuilder();
        person.path("roles").forEach(role -> {
            if (!role.has("until")
                    || Instant.parse(role.path("until").asString()).isAfter(Instant.now())) {
                roles.append(roles.isEmpty() ? "" : ", ")
                        .append(role.path("role").asString())
                        .append(" at ")
                        .append(role.path("place").asString());
            }
        });
        spec.commandLine()
                .getOut()
                .printf(
                        "%-20s %-8s %s %s %s%n",
                        person.path("login").asString(),
                        person.path("state").asString(),
                        person.path("region").asString(),
                        roles.isEmpty() ? "no role" : roles,
                        person.path("name").asString(""));
    }
}

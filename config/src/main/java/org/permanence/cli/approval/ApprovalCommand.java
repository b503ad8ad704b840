package org.permanence.cli.approval;

import java.nio.file.Path;
import org.permanence.approval.ApprovalId;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.CommandException;
import org.permanence.cli.ConfigOption;
import org.permanence.cli.PersonalInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `approval`.
@Command(
        name = "approval",
        description = {
            "Approve or refuse what another person asks for, such as the export of a recording.",
            "A request ends after 30 minutes. After the approval, the person who asked repeats their command within 30 "
                    + "minutes."
        })
public final class ApprovalCommand {

    private static final String REQUEST = "Id of the request, as shown by list.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "List the open requests that you may approve, and your own.")
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        access.client(config.management()).get("/approvals").forEach(this::print);
    }

    @Command(
            name = "show",
            description = {
                "Show one request; if you may approve it, with its parameters in words.",
                "To show parameters is entered in the audit log first."
            })
    void show(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "REQUEST", description = REQUEST) ApprovalId request) {
        JsonNode shown = access.client(config.management()).get("/approvals/" + request);
        print(shown);
        printWords(shown);
    }

    @Command(
            name = "give",
            description = {
                "Approve a request of another person. Shows its parameters in words and asks you to type yes.",
                "Only these parameters are executed, once."
            })
    void give(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "REQUEST", description = REQUEST) ApprovalId request,
            @Option(names = "--yes", description = "Approve without typing yes; the parameters are shown all the same.")
                    boolean yes) {
        var client = access.client(config.management());
        JsonNode shown = client.get("/approvals/" + request);
        printWords(shown);
        if (!yes
                && !PersonalInput.read(spec, "yes", Path.of("-"), "Approve? (yes)")
                        .equals("yes")) {
            throw new CommandException("request " + request + ": not approved (expected: yes)");
        }
        print(client.post(
                "/approvals/" + request + "/give", shown.path("digest").asString()));
    }

    @Command(
            name = "refuse",
            description = "Refuse a request, or withdraw your own, also after it was approved and before it was used.")
    void refuse(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "REQUEST", description = REQUEST) ApprovalId request) {
        print(access.client(config.management()).post("/approvals/" + request + "/refuse"));
    }

    private void printWords(JsonNode shown) {
        if (shown.has("words")) {
            spec.commandLine().getOut().println(shown.path("words").asString());
        }
    }

    private void print(JsonNode request) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s %-8s %s %s asked by %s, until %s%n",
                        request.path("request").asString(),
                        request.path("state").asString(),
                        request.path("deed").asString(),
                        request.path("practice").asString(request.path("person").asString("")),
                        request.path("asked-by").asString(),
                        request.path("ends-at").asString());
    }
}

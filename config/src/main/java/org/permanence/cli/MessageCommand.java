package org.permanence.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.permanence.settings.ManagementSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "message",
        description = {
            "Lists the messages that callers left for a practice, plays one into a WAV file (it counts as read then),",
            "tells at which number to call back, and acknowledges one. Each look is in the audit log before it is taken."
        })
final class MessageCommand implements Callable<Integer> {

    private enum Action {
        LIST,
        PLAY,
        NUMBER,
        ACKNOWLEDGE
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "list, play, number or acknowledge")
    private String action = "";

    @Parameters(index = "1", paramLabel = "WHAT", description = "The practice for list, the message for the others.")
    private String what = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where play writes; a new file.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ManagementSettings management = config.read().management();
        var client = auditOptions.client(management);
        switch (parseAction()) {
            case LIST ->
                client.get("/messages?practice=" + checkedWord(what) + "&" + auditOptions.queryString())
                        .forEach(this::print);
            case PLAY ->
                client.download(
                        "/messages/" + checkedWord(what) + "/sound?" + auditOptions.queryString(),
                        OutputFile.of(out, spec),
                        spec);
            case NUMBER ->
                print(client.post("/messages/" + checkedWord(what) + "/number?" + auditOptions.queryString()));
            case ACKNOWLEDGE ->
                print(client.post("/messages/" + checkedWord(what) + "/acknowledge?" + auditOptions.queryString()));
        }
        return 0;
    }

    private Action parseAction() {
        for (Action candidate : Action.values()) {
            if (candidate.name().equalsIgnoreCase(action)) {
                return candidate;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "action: " + action + " (expected: list, play, number or acknowledge)");
    }

    private String checkedWord(String word) {
        if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(spec.commandLine(), "what: unreadable (expected: a practice or a message)");
        }
        return word;
    }

    private void print(JsonNode response) {
        spec.commandLine().getOut().println(response);
    }
}

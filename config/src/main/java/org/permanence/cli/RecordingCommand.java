package org.permanence.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        name = "recording",
        description = {
            "Lists a practice's recordings, plays one into a WAV file, exports one encrypted for others, verifies one,",
            "holds one beyond its time or releases it; pauses and resumes what is being recorded. Each look is in the",
            "audit log before it is taken."
        })
final class RecordingCommand implements Callable<Integer> {

    private enum Action {
        LIST,
        PLAY,
        EXPORT,
        VERIFY,
        HOLD,
        RELEASE,
        PAUSE,
        RESUME
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AuditOptions auditOptions = new AuditOptions();

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "list, play, export, verify, hold, release, pause or resume")
    private String action = "";

    @Parameters(
            index = "1",
            paramLabel = "WHAT",
            description = "The practice for list, the call for pause and resume, the recording for everything else.")
    private String what = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Where play and export write; a new file.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "KEY",
            split = ",",
            description = "Whom export encrypts for: public keys of age (age1…).")
    private List<String> to = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ManagementSettings management = config.read().management();
        var client = auditOptions.client(management);
        switch (parseAction()) {
            case LIST ->
                client.get("/recordings?practice=" + checkedWord(what) + "&" + auditOptions.queryString())
                        .forEach(this::print);
            case PLAY ->
                client.download(
                        "/recordings/" + checkedWord(what) + "/sound?" + auditOptions.queryString(),
                        OutputFile.of(out, spec),
                        spec);
            case EXPORT ->
                client.download(
                        "/recordings/" + checkedWord(what) + "/sound?" + auditOptions.queryString() + "&to="
                                + recipients(),
                        OutputFile.of(out, spec),
                        spec);
            case VERIFY ->
                print(client.post("/recordings/" + checkedWord(what) + "/verify?" + auditOptions.queryString()));
            case HOLD -> print(client.post("/recordings/" + checkedWord(what) + "/hold?" + auditOptions.queryString()));
            case RELEASE ->
                print(client.post("/recordings/" + checkedWord(what) + "/release?" + auditOptions.queryString()));
            case PAUSE -> print(client.post("/calls/" + checkedWord(what) + "/pause"));
            case RESUME -> print(client.post("/calls/" + checkedWord(what) + "/resume"));
        }
        return 0;
    }

    private Action parseAction() {
        try {
            return Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ParameterException(
                    spec.commandLine(),
                    "action: " + action + " (expected: list, play, export, verify, hold, release, pause or resume)");
        }
    }

    private String recipients() {
        if (to.isEmpty() || !to.stream().allMatch(key -> key.matches("age1[a-z0-9]{10,200}"))) {
            throw new ParameterException(spec.commandLine(), "--to: missing or unreadable (expected: age1…)");
        }
        return String.join(",", to);
    }

    private String checkedWord(String word) {
        if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), "what: unreadable (expected: a practice, a call or a recording)");
        }
        return word;
    }

    private void print(JsonNode response) {
        spec.commandLine().getOut().println(response);
    }
}

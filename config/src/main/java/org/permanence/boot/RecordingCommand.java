package org.permanence.boot;

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
    private HouseOption house = new HouseOption();

    @Mixin
    private AskingOptions asking = new AskingOptions();

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
        ManagementSettings management = house.read().management();
        var running = asking.of(management);
        switch (wanted()) {
            case LIST ->
                running.get("/recordings?practice=" + plain(what) + "&" + asking.words())
                        .forEach(this::show);
            case PLAY ->
                running.save("/recordings/" + plain(what) + "/sound?" + asking.words(), NewFile.of(out, spec), spec);
            case EXPORT ->
                running.save(
                        "/recordings/" + plain(what) + "/sound?" + asking.words() + "&to=" + recipients(),
                        NewFile.of(out, spec),
                        spec);
            case VERIFY -> show(running.post("/recordings/" + plain(what) + "/verify?" + asking.words()));
            case HOLD -> show(running.post("/recordings/" + plain(what) + "/hold?" + asking.words()));
            case RELEASE -> show(running.post("/recordings/" + plain(what) + "/release?" + asking.words()));
            case PAUSE -> show(running.post("/calls/" + plain(what) + "/pause"));
            case RESUME -> show(running.post("/calls/" + plain(what) + "/resume"));
        }
        return 0;
    }

    private Action wanted() {
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

    private String plain(String word) {
        if (!word.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new ParameterException(
                    spec.commandLine(), "what: unreadable (expected: a practice, a call or a recording)");
        }
        return word;
    }

    private void show(JsonNode told) {
        spec.commandLine().getOut().println(told);
    }
}

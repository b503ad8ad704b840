package org.permanence.cli;

import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "recording",
        description = {
            "List, play, export, verify and hold recordings.",
            "Every access is entered in the audit log first."
        })
final class RecordingCommand {

    private static final String RECORDING = "Id of the recording, as shown by list.";
    private static final String CALL = "Id of the call, as shown by journal.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "List a practice's recordings as JSON, one a line, at most 1000.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = "Practice whose recordings to list.")
                    PracticeId practice) {
        audit.client(config.management())
                .get("/recordings?practice=" + practice)
                .forEach(this::print);
    }

    @Command(name = "play", description = "Save a recording as a WAV file.")
    void play(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording,
            @Mixin OutputOption output) {
        output.download(audit.client(config.management()), pathOf(recording, "audio", practice));
    }

    @Command(
            name = "listen",
            description = "Write the sound of a recording to standard output, for a player such as aplay. "
                    + "Outside the EEA this is the only way to hear it.")
    void listen(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording) {
        audit.client(config.management()).listen(pathOf(recording, "stream", practice));
    }

    @Command(
            name = "export",
            description = {
                "Save a recording that the engine encrypts with age; --to is required.",
                "A second person approves it first (permanence approval); then repeat the command."
            })
    void export(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording,
            @Mixin OutputOption output) {
        output.downloadEncrypted(audit.client(config.management()), pathOf(recording, "export", practice));
    }

    @Command(name = "verify", description = "Verify that a recording is unchanged since it was sealed.")
    void verify(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording) {
        print(audit.client(config.management()).post(pathOf(recording, "verify", practice)));
    }

    @Command(name = "hold", description = "Set a legal hold: keep a recording beyond its retention.")
    void hold(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording) {
        print(audit.client(config.management()).post(pathOf(recording, "hold", practice)));
    }

    @Command(name = "release", description = "Lift a legal hold.")
    void release(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "RECORDING", description = RECORDING) RecordingId recording) {
        print(audit.client(config.management()).post(pathOf(recording, "release", practice)));
    }

    @Command(name = "pause", description = "Pause the recording of your own call.")
    void pause(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "CALL", description = CALL) CallId call) {
        print(access.client(config.management()).post("/calls/" + call + "/recording/pause"));
    }

    @Command(name = "resume", description = "Resume the recording of your own call.")
    void resume(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "CALL", description = CALL) CallId call) {
        print(access.client(config.management()).post("/calls/" + call + "/recording/resume"));
    }

    private static String pathOf(RecordingId recording, String action, AuditOptions.PracticeOption practice) {
        return "/recordings/" + recording + "/" + action + "?" + practice.query();
    }

    private void print(JsonNode response) {
        spec.commandLine().getOut().println(response);
    }
}

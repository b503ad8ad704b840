package org.permanence.cli;

import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "message",
        description = {
            "List, play, export and acknowledge messages that callers left.",
            "Every access is entered in the audit log first."
        })
final class MessageCommand {

    private static final String MESSAGE = "Id of the message, as shown by list.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "List a practice's messages as JSON, one a line, at most 1000.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = "Practice whose messages to list.")
                    PracticeId practice) {
        audit.client(config.management()).get("/messages?practice=" + practice).forEach(this::print);
    }

    @Command(name = "play", description = "Save a message as a WAV file and mark it as read.")
    void play(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) RecordingId message,
            @Mixin OutputOption output) {
        output.download(audit.client(config.management()), pathOf(message, "audio", practice));
    }

    @Command(
            name = "listen",
            description = "Write the sound of a message to standard output, for a player such as aplay. "
                    + "Outside the EEA this is the only way to hear it.")
    void listen(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) RecordingId message) {
        audit.client(config.management()).listen(pathOf(message, "stream", practice));
    }

    @Command(
            name = "export",
            description = {
                "Save a message that the engine encrypts with age; --to is required.",
                "A second person approves it first (permanence approval); then repeat the command."
            })
    void export(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) RecordingId message,
            @Mixin OutputOption output) {
        output.downloadEncrypted(audit.client(config.management()), pathOf(message, "export", practice));
    }

    @Command(name = "callback-number", description = "Show the number to call back.")
    void showCallbackNumber(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) RecordingId message) {
        print(audit.client(config.management()).post(pathOf(message, "callback-number", practice)));
    }

    @Command(name = "acknowledge", description = "Acknowledge a message: the practice sees to it.")
    void acknowledge(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Mixin AuditOptions.PracticeOption practice,
            @Parameters(paramLabel = "MESSAGE", description = MESSAGE) RecordingId message) {
        print(audit.client(config.management()).post(pathOf(message, "acknowledge", practice)));
    }

    private static String pathOf(RecordingId message, String action, AuditOptions.PracticeOption practice) {
        return "/messages/" + message + "/" + action + "?" + practice.query();
    }

    private void print(JsonNode response) {
        spec.commandLine().getOut().println(response);
    }
}

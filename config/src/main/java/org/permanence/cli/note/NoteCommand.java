package org.permanence.cli.note;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.permanence.call.CallId;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.CommandException;
import org.permanence.cli.ConfigOption;
import org.permanence.durable.DurableFile;
import org.permanence.practice.PracticeId;
import org.permanence.seal.NoteId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `note`.
@Command(
        name = "note",
        description = {
            "Write and read clinical notes, which only the doctors of the practice can decrypt.",
            "Every access is entered in the audit log first."
        })
public final class NoteCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "write",
            description = {
                "Write a note about your call, up to an hour after it.",
                "The engine encrypts it at once: you cannot read it again."
            })
    void write(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "CALL", description = "Id of your call.") CallId call,
            @Mixin NoteTextOption text) {
        print(access.client(config.management()).post("/calls/" + call.value() + "/note", text.read()));
    }

    @Command(
            name = "list",
            description = "List a practice's notes without their texts as JSON, one a line, at most 1000.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = "Practice whose notes to list.") PracticeId practice) {
        access.client(config.management()).get("/notes?practice=" + practice).forEach(this::print);
    }

    @Command(
            name = "read",
            description = {
                "Save an encrypted note in a file.",
                "A doctor of the practice decrypts it: permanence practice-key note FILE."
            })
    void read(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "NOTE", description = "Id of the note, as shown by list.") NoteId note,
            @Option(
                            names = "--practice",
                            paramLabel = "NAME",
                            required = true,
                            description = "Practice that the note belongs to.")
                    PracticeId practice,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            required = true,
                            description = "File to write, readable by this user only; it must not exist.")
                    Path out) {
        JsonNode answer = access.client(config.management()).get("/notes/" + note + "/text?practice=" + practice);
        try {
            if (!DurableFile.at(out).create(answer.path("sealed").asString().getBytes(StandardCharsets.US_ASCII))) {
                throw new CommandException("--out: " + out + " already exists (expected: a new file)");
            }
        } catch (IOException unwritable) {
            throw new CommandException(
                    "--out: cannot be written (expected: a file in a writable directory)", unwritable);
        }
        spec.commandLine().getOut().println("wrote " + out);
    }

    private void print(JsonNode response) {
        spec.commandLine().getOut().println(response);
    }
}

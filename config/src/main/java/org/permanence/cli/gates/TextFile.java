package org.permanence.cli.gates;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.cli.CommandException;
import org.permanence.cli.ManagementClient;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/// A text that people sign, read from a file and shown on the screen.
final class TextFile {

    private TextFile() {}

    /// Writes the next version of the text at `path` if there is a file; otherwise prints the last one.
    static void writeOrPrint(
            CommandSpec spec, ManagementClient client, String path, Optional<Path> file, Optional<Instant> from) {
        if (file.isPresent()) {
            write(spec, client, path, file.get(), from);
        } else {
            print(spec, client, path);
        }
    }

    /// Writes the next version of the text at `path` and says its number.
    static void write(CommandSpec spec, ManagementClient client, String path, Path file, Optional<Instant> from) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", read(file));
        from.ifPresent(start -> body.put("from", start.toString()));
        JsonNode written = client.post(path, body);
        spec.commandLine()
                .getOut()
                .printf(
                        "version %d from %s%n",
                        written.path("version").asInt(), written.path("from").asString());
    }

    /// Prints the text at `path`, and above it the version that a signature names.
    static JsonNode print(CommandSpec spec, ManagementClient client, String path) {
        JsonNode text = client.get(path);
        spec.commandLine()
                .getOut()
                .printf(
                        "version %d from %s, SHA-256 %s%n%n%s%n",
                        text.path("version").asInt(),
                        text.path("from").asString(),
                        text.path("sha256").asString(),
                        text.path("text").asString().strip());
        return text;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CommandException("--file: not UTF-8 (expected: a text file in UTF-8)", e);
        } catch (IOException e) {
            throw new CommandException("--file: cannot be read (expected: a readable file)", e);
        }
    }
}

package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.permanence.settings.SettingsReader.Result.Invalid;
import org.permanence.settings.SettingsReader.Result.Valid;
import org.permanence.yaml.Problem;

/// The example installation in a temporary directory. Tests change single lines of its files.
public final class InstallationOnDisk {

    private final Path directory;

    public InstallationOnDisk(Path parent) {
        this.directory = parent.resolve("installation");
        new InstallationScaffold(new SecureRandom()).create(directory);
    }

    public InstallationOnDisk change(String from, String to) {
        return changeIn("permanence.yaml", from, to);
    }

    public InstallationOnDisk changePractice(String from, String to) {
        return changeIn("practices/les-lilas.yaml", from, to);
    }

    public InstallationOnDisk write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first location of this text, as a problem shows it: `permanence.yaml:12:9`.
    String locationOf(String text, String file) {
        String whole = text(file);
        int at = whole.indexOf(text);
        assertTrue(at >= 0, "the example no longer holds: " + text);
        String before = whole.substring(0, at);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return file + ":" + line + ":" + (at - before.lastIndexOf('\n'));
    }

    public Path path(String file) {
        return directory.resolve(file);
    }

    SettingsReader.Result read() {
        return new SettingsReader().read(directory.resolve("permanence.yaml"));
    }

    public InstallationSettings settings() {
        return switch (read()) {
            case Valid(InstallationSettings settings) -> settings;
            case Invalid(List<Problem> problems) -> fail("refused: " + problems);
        };
    }

    public List<String> problems() {
        return switch (read()) {
            case Valid _ -> fail("accepted (expected: a problem)");
            case Invalid(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
        };
    }

    private InstallationOnDisk changeIn(String file, String from, String to) {
        String text = text(file);
        assertTrue(text.contains(from), "the example no longer holds: " + from);
        return write(file, text.replace(from, to));
    }
}

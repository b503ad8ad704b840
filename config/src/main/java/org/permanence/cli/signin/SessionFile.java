package org.permanence.cli.signin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.cli.CommandException;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--session-file FILE`: what a person's sign-in leaves on this machine, for its owner only (mode 0600). The
/// secret of the session is worth nothing after an hour. The cookie of the device opens nothing; it stays after the
/// sign-out.
public final class SessionFile {

    private static final String DEFAULT_FILE = "${sys:user.home}/.permanence/session";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--session-file",
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "File that keeps your session, for you only (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("session");

    /// The secret of the session.
    ///
    /// @throws CommandException if there is none
    public String session() {
        return text("session").orElseThrow(() -> new CommandException("not signed in (expected: permanence login)"));
    }

    Optional<String> device() {
        return text("device");
    }

    void save(String session, String device) {
        write(Map.of("session", session, "device", device));
    }

    /// Replaces the secret of the session. Keeps the device.
    void renew(String session) {
        Map<String, String> content = keptDevice();
        content.put("session", session);
        write(content);
    }

    /// Removes the session. Keeps the device.
    void removeSession() {
        write(keptDevice());
    }

    private Map<String, String> keptDevice() {
        Map<String, String> kept = new LinkedHashMap<>();
        device().ifPresent(cookie -> kept.put("device", cookie));
        return kept;
    }

    private void write(Map<String, String> content) {
        try {
            DurableDirectory.createPrivate(file.toAbsolutePath().resolveSibling(""));
            DurableFile.at(file.toAbsolutePath())
                    .replace(JSON.writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException("--session-file: cannot be written (expected: a file that you own)", e);
        }
    }

    private Optional<String> text(String key) {
        try {
            JsonNode content = JSON.readTree(Files.readString(file));
            return Optional.of(content.path(key).asString("")).filter(text -> !text.isEmpty());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | JacksonException _) {
            throw new CommandException("--session-file: cannot be read (expected: the file of permanence login)");
        }
    }
}

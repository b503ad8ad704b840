package org.permanence.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A file with one secret in one line of printable ASCII, readable by its owner only. Settings hold this reference.
/// The secret is read, and the file checked again, when it is used.
public record SecretFile(Path path) {

    private static final int MAX_LENGTH = 512;

    /// Reads the secret.
    ///
    /// @throws SettingsException if the file no longer passes the check
    public SecretValue read() {
        Optional<Fault> fault = fault();
        if (fault.isPresent()) {
            throw new SettingsException("secret file: " + fault.get().found() + " (expected: "
                    + fault.get().expected() + ")");
        }
        try {
            return new SecretValue(firstLine());
        } catch (IOException e) {
            throw new SettingsException("secret file: cannot be read (expected: a file this user may read)", e);
        }
    }

    /// What is wrong with the file. Never contains its content.
    Optional<Fault> fault() {
        try {
            return modeFault(path).or(this::contentFault);
        } catch (IOException _) {
            return Optional.of(new Fault("cannot be read", "a file this user may read")); // The problem has a location.
        }
    }

    record Fault(String found, String expected) {}

    /// Checks existence and mode of any secret file, such as a private key.
    static Optional<Fault> modeFault(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            // The path is not repeated: an operator may have typed the secret in its place.
            return Optional.of(new Fault("no such file", "the path of a file that holds the secret"));
        }
        int mode = (int) Files.getAttribute(path, "unix:mode") & 07777;
        return (mode & 0077) == 0
                ? Optional.empty()
                : Optional.of(new Fault(String.format(Locale.ROOT, "mode %04o", mode), "0600"));
    }

    private Optional<Fault> contentFault() {
        try {
            return firstLine().matches("[\\x20-\\x7E]{1," + MAX_LENGTH + "}")
                            && !firstLine().isBlank()
                    ? Optional.empty()
                    : Optional.of(new Fault(
                            firstLine().isBlank() ? "an empty file" : "not one line of text",
                            "one line of 1 to " + MAX_LENGTH + " printable ASCII characters"));
        } catch (IOException _) {
            return Optional.of(new Fault("cannot be read", "a file this user may read")); // The problem has a location.
        }
    }

    /// The content without one line break at its end. Too long if the file is too long.
    private String firstLine() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            String all = new String(in.readNBytes(MAX_LENGTH + 3), StandardCharsets.ISO_8859_1);
            return all.replaceFirst("\\r?\\n\\z", "");
        }
    }
}

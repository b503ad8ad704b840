package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.SealException;
import org.permanence.yaml.ParseResult;
import org.permanence.yaml.ParseResult.Parsed;
import org.permanence.yaml.ParseResult.Rejected;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.ValueParser;

/// Parsers of paths to files that hold secrets. Each file is checked for its mode and content; a problem repeats
/// neither the path nor the content.
public final class SecretPathParsers {

    private final PathParsers paths;

    public SecretPathParsers(PathParsers paths) {
        this.paths = paths;
    }

    /// One secret in one line.
    ValueParser<SecretFile> secretFile() {
        return paths.checked(path -> {
            var secret = new SecretFile(path);
            return parsedUnless(secret.fault(), secret);
        });
    }

    /// The root key: 32 random bytes in a file of mode 0600.
    ValueParser<Path> rootKeyFile() {
        return paths.checked(path -> {
            try {
                var _ = FileRootKey.read(path);
                return new Parsed<>(path);
            } catch (SealException _) {
                return rejected("no root key", "a file of 32 random bytes, mode 0600"); // The problem has a location.
            }
        });
    }

    /// A private key in PEM, of any length.
    public ValueParser<Path> privateKeyFile() {
        return paths.checked(path -> {
            try {
                return parsedUnless(SecretFile.modeFault(path), path);
            } catch (IOException _) {
                return rejected("cannot be read", "a file this user may read"); // The problem has a location.
            }
        });
    }

    private static <T> ParseResult<T> parsedUnless(Optional<SecretFile.Fault> fault, T value) {
        return fault.map(SecretPathParsers::<T>rejected).orElseGet(() -> new Parsed<>(value));
    }

    private static <T> ParseResult<T> rejected(SecretFile.Fault fault) {
        return rejected(fault.found(), fault.expected());
    }

    private static <T> ParseResult<T> rejected(String found, String expected) {
        return new Rejected<>(found, expected);
    }
}

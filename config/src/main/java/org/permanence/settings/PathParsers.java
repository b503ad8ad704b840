package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.SealException;
import org.permanence.settings.ParseResult.Parsed;
import org.permanence.settings.ParseResult.Rejected;

/// The shapes of paths, relative to the file that says them. None is repeated in a problem: somebody may have
/// written a secret where its file's path belongs.
final class PathParsers {

    private static final String EXPECTED = "a path, relative to this file";

    private final Section relativeTo;

    PathParsers(Section relativeTo) {
        this.relativeTo = relativeTo;
    }

    /// Whatever is or is not there.
    ValueParser<Path> anyPath() {
        return resolved(Parsed::new);
    }

    ValueParser<Path> directory() {
        return resolved(
                path -> Files.isDirectory(path) ? new Parsed<>(path) : rejected("no such directory", "a directory"));
    }

    /// A directory that is there or can be made.
    ValueParser<Path> creatableDirectory() {
        return resolved(path -> Files.exists(path) && !Files.isDirectory(path)
                ? rejected("a file", "a directory, there or to be made")
                : new Parsed<>(path));
    }

    ValueParser<Path> readableFile() {
        return resolved(path -> Files.isRegularFile(path) && Files.isReadable(path)
                ? new Parsed<>(path)
                : rejected("no such file", "a file this user may read"));
    }

    ValueParser<Path> wavFile() {
        return resolved(path -> Files.isRegularFile(path) && path.toString().endsWith(".wav")
                ? new Parsed<>(path)
                : rejected("no such recording", "a .wav file"));
    }

    ValueParser<SecretFile> secretFile() {
        return resolved(path -> {
            var secret = new SecretFile(path);
            return parsedUnless(secret.fault(), secret);
        });
    }

    /// The root key: 32 random bytes that only their owner can read.
    ValueParser<Path> rootKeyFile() {
        return resolved(path -> {
            try {
                var _ = FileRootKey.read(path);
                return new Parsed<>(path);
            } catch (SealException _) {
                return rejected("no root key", "a file of 32 random bytes, mode 0600"); // The place tells the rest.
            }
        });
    }

    /// A key in PEM: secret as a whole, of any length.
    ValueParser<Path> privateKeyFile() {
        return resolved(path -> {
            try {
                return parsedUnless(SecretFile.modeFault(path), path);
            } catch (IOException _) {
                return rejected("cannot be read", "a file this user may read"); // The place tells the rest.
            }
        });
    }

    private static <T> ParseResult<T> parsedUnless(Optional<SecretFile.Fault> fault, T value) {
        return fault.<ParseResult<T>>map(f -> new Rejected<>(f.found(), f.expected()))
                .orElseGet(() -> new Parsed<>(value));
    }

    private static <T> ParseResult<T> rejected(String found, String expected) {
        return new Rejected<>(found, expected);
    }

    private <T> ValueParser<T> resolved(Function<Path, ParseResult<T>> check) {
        return raw -> {
            if (raw.isBlank() || raw.length() > 1000 || raw.codePoints().anyMatch(Character::isISOControl)) {
                return rejected("unreadable", EXPECTED);
            }
            try {
                return check.apply(relativeTo.resolve(raw));
            } catch (InvalidPathException _) {
                return rejected("unreadable", EXPECTED); // Its message repeats the path.
            }
        };
    }
}

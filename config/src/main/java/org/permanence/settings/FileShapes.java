package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.SealException;
import org.permanence.settings.Reading.Fit;
import org.permanence.settings.Reading.Unfit;

/// The shapes of paths, relative to the file that says them. None is repeated in a problem: somebody may have
/// written a secret where its file's path belongs.
final class FileShapes {

    private static final String EXPECTED = "a path, relative to this file";

    private final Section relativeTo;

    FileShapes(Section relativeTo) {
        this.relativeTo = relativeTo;
    }

    /// Whatever is or is not there.
    Shape<Path> path() {
        return located(Fit::new);
    }

    Shape<Path> directory() {
        return located(path -> Files.isDirectory(path) ? new Fit<>(path) : unfit("no such directory", "a directory"));
    }

    /// A directory that is there or can be made.
    Shape<Path> state() {
        return located(path -> Files.exists(path) && !Files.isDirectory(path)
                ? unfit("a file", "a directory, there or to be made")
                : new Fit<>(path));
    }

    Shape<Path> file() {
        return located(path -> Files.isRegularFile(path) && Files.isReadable(path)
                ? new Fit<>(path)
                : unfit("no such file", "a file this user may read"));
    }

    Shape<Path> recording() {
        return located(path -> Files.isRegularFile(path) && path.toString().endsWith(".wav")
                ? new Fit<>(path)
                : unfit("no such recording", "a .wav file"));
    }

    Shape<SecretFile> secret() {
        return located(path -> {
            var secret = new SecretFile(path);
            return fitUnless(secret.fault(), secret);
        });
    }

    /// The root key: 32 random bytes that only their owner can read.
    Shape<Path> rootKey() {
        return located(path -> {
            try {
                var _ = FileRootKey.read(path);
                return new Fit<>(path);
            } catch (SealException _) {
                return unfit("no root key", "a file of 32 random bytes, mode 0600"); // The place tells the rest.
            }
        });
    }

    /// A key in PEM: secret as a whole, of any length.
    Shape<Path> privateKey() {
        return located(path -> {
            try {
                return fitUnless(SecretFile.modeFault(path), path);
            } catch (IOException _) {
                return unfit("cannot be read", "a file this user may read"); // The place tells the rest.
            }
        });
    }

    private static <T> Reading<T> fitUnless(Optional<SecretFile.Fault> fault, T value) {
        return fault.<Reading<T>>map(f -> new Unfit<>(f.found(), f.expected())).orElseGet(() -> new Fit<>(value));
    }

    private static <T> Reading<T> unfit(String found, String expected) {
        return new Unfit<>(found, expected);
    }

    private <T> Shape<T> located(Function<Path, Reading<T>> check) {
        return raw -> {
            if (raw.isBlank() || raw.length() > 1000 || raw.codePoints().anyMatch(Character::isISOControl)) {
                return unfit("unreadable", EXPECTED);
            }
            try {
                return check.apply(relativeTo.resolve(raw));
            } catch (InvalidPathException _) {
                return unfit("unreadable", EXPECTED); // Its message repeats the path.
            }
        };
    }
}

package org.permanence.yaml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.permanence.yaml.ParseResult.Parsed;
import org.permanence.yaml.ParseResult.Rejected;

/// Parsers of paths, relative to the file they are written in. A problem never repeats the path, because an
/// operator may have typed a secret in its place.
public final class PathParsers {

    private static final String EXPECTED = "a path, relative to this file";

    private final Section relativeTo;

    public PathParsers(Section relativeTo) {
        this.relativeTo = relativeTo;
    }

    /// Any path, whether the file exists or not.
    public ValueParser<Path> anyPath() {
        return checked(Parsed::new);
    }

    public ValueParser<Path> directory() {
        return checked(
                path -> Files.isDirectory(path) ? new Parsed<>(path) : rejected("no such directory", "a directory"));
    }

    /// A directory that exists or can be created.
    public ValueParser<Path> creatableDirectory() {
        return checked(path -> Files.exists(path) && !Files.isDirectory(path)
                ? rejected("a file", "an existing directory, or one that can be created")
                : new Parsed<>(path));
    }

    public ValueParser<Path> readableFile() {
        return checked(path -> Files.isRegularFile(path) && Files.isReadable(path)
                ? new Parsed<>(path)
                : rejected("no such file", "a file this user may read"));
    }

    /// A path that `check` accepts.
    public <T> ValueParser<T> checked(Function<Path, ParseResult<T>> check) {
        return raw -> {
            if (raw.isBlank() || raw.length() > 1000 || raw.codePoints().anyMatch(Character::isISOControl)) {
                return rejected("unreadable", EXPECTED);
            }
            try {
                return check.apply(relativeTo.resolve(raw));
            } catch (InvalidPathException _) {
                return rejected("unreadable", EXPECTED); // The exception message contains the path.
            }
        };
    }

    private static <T> ParseResult<T> rejected(String found, String expected) {
        return new Rejected<>(found, expected);
    }
}

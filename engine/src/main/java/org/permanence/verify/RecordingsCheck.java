package org.permanence.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares the recordings in a directory with the digests in the log. A missing recording is not a finding: it may
/// have expired.
final class RecordingsCheck {

    private final @Nullable Path directory;
    private final PrintStream out;
    private final Map<String, String> digests = new TreeMap<>();

    RecordingsCheck(@Nullable Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    void onEntry(Entry entry) {
        Predicate<String> action = entry.fields().findWord("action").orElse("")::equals;
        if (directory != null && (action.test("RECORDING_SEALED") || action.test("RECORDING_RECOVERED"))) {
            Optional.ofNullable(entry.fields().object("details").get("sha256"))
                    .ifPresent(digest -> digests.put(entry.fields().word("object"), digest));
        }
    }

    boolean areIntact() throws IOException {
        if (directory == null) {
            return true;
        }
        int compared = 0;
        boolean good = true;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = file.getFileName().toString();
                String recording = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
                String stated = digests.get(recording);
                if (stated != null) {
                    compared++;
                    if (!stated.equals(digest(file))) {
                        good = false;
                        out.println("bad: recording " + recording + " is not the one that was sealed");
                    }
                }
            }
        }
        out.println("recordings: " + compared + " of " + digests.size() + " sealed ones are present"
                + (good ? ", all unchanged" : ""));
        return good;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest sha256 = TreeHasher.sha256();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}

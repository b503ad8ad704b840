package org.permanence.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Compares the recordings in a directory with the digests in the log. A missing recording is not a finding: it may
/// have expired. A recording that the log does not know as sealed is one: its entry may have been removed.
final class RecordingsCheck {

    private static final String SUFFIX = ".prec";

    /// An engine writes to a recording in progress several times a second, except while it is paused.
    private static final Duration IN_PROGRESS = Duration.ofMinutes(1);

    private static final int UUID_VERSION = 7;

    private final @Nullable Path directory;
    private final PrintStream out;
    private final InstantSource clock;
    private final Map<String, String> digests = new TreeMap<>();
    private String firstTime = "";

    RecordingsCheck(@Nullable Path directory, PrintStream out, InstantSource clock) {
        this.directory = directory;
        this.out = out;
        this.clock = clock;
    }

    /// Entries before this position have expired.
    void onHead(LogPosition head) {
        firstTime = head.time();
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
                } else if (name.endsWith(SUFFIX) && !isInProgress(file) && !hasExpiredEntry(recording)) {
                    good = false;
                    out.println("bad: recording " + recording + " has no entry of its sealing (expected: one;"
                            + " an engine enters what was interrupted within two minutes of its start)");
                }
            }
        }
        out.println("recordings: " + compared + " of " + digests.size() + " sealed ones are present"
                + (good ? ", all unchanged" : ""));
        return good;
    }

    private boolean isInProgress(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isAfter(clock.instant().minus(IN_PROGRESS));
    }

    /// Whether the recording is older than the log's first entry. Its id has the time in its first 48 bits.
    private boolean hasExpiredEntry(String recording) {
        try {
            UUID id = UUID.fromString(recording);
            return !firstTime.isEmpty()
                    && id.version() == UUID_VERSION
                    && Instant.ofEpochMilli(id.getMostSignificantBits() >>> Short.SIZE)
                            .isBefore(Instant.parse(firstTime));
        } catch (IllegalArgumentException _) {
            return false; // Not an id of a recording.
        }
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

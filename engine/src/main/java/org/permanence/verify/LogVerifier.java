package org.permanence.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Verifies a log: every line, number, time and practice's number, every signed root, and that nothing is missing
/// in between. Not thread-safe.
public final class LogVerifier {

    /// The result of a verification.
    ///
    /// @param findings    empty if the log is intact
    /// @param end         the end of the log, or of its intact part
    /// @param checkpoints the readable checkpoints of the log
    /// @param unsigned    how many entries at the end no checkpoint covers yet
    public record Report(List<Finding> findings, LogPosition end, List<Checkpoint> checkpoints, long unsigned) {

        public boolean isIntact() {
            return findings.isEmpty();
        }

        /// The finding about the first bad entry, if there is one.
        public Optional<Finding> firstBad() {
            return findings.stream()
                    .filter(finding -> finding.entry().isPresent())
                    .findFirst();
        }
    }

    /// More entries than this without a checkpoint are a finding: the engine signs far more often.
    static final long MAX_UNSIGNED = 10_000;

    private static final String EXPIRED = "LOG_EXPIRED";

    private final LogFiles files;
    private final Predicate<SignedNote> isSigned;
    private final List<Checkpoint> held;
    private final Consumer<LogPosition> onHead;
    private final Consumer<Entry> onEntry;
    private final TreeHasher hasher = new TreeHasher();
    private final List<Finding> findings = new ArrayList<>();
    private long firstRequired;
    private long firstEntry;
    private long expiredUpTo;

    /// Creates a verifier of one log.
    ///
    /// @param isSigned whether a note has the required signature
    /// @param held     checkpoints kept elsewhere that the log must agree with
    /// @param onHead   gets the position at which the log begins, which is not 0 if earlier entries have expired
    /// @param onEntry  gets each good entry, in order
    public LogVerifier(
            LogFiles files,
            Predicate<SignedNote> isSigned,
            List<SignedNote> held,
            Consumer<LogPosition> onHead,
            Consumer<Entry> onEntry) {
        this.files = files;
        this.isSigned = isSigned;
        this.held = held.stream().map(note -> Checkpoint.parse(note.text())).toList();
        this.onHead = onHead;
        this.onEntry = onEntry;
    }

    /// Verifies only the segments from the one that begins with `first`.
    public Report verifyFrom(long first) throws IOException {
        firstRequired = first;
        return verify();
    }

    public Report verify() throws IOException {
        List<String> names = files.names().stream()
                .filter(name -> LogFiles.first(name) >= firstRequired)
                .toList();
        List<String> segments =
                names.stream().filter(name -> name.endsWith(LogFiles.ENTRIES)).toList();
        var checkpoints = new Checkpoints(findings, isSigned);
        for (String name : names) {
            if (name.endsWith(LogFiles.CHECKPOINTS)) {
                if (!names.contains(LogFiles.name(LogFiles.first(name), LogFiles.ENTRIES))) {
                    findings.add(Finding.of(LogFiles.first(name), "its segment is missing"));
                }
                checkpoints.read(files, name);
            }
        }
        if (!segments.isEmpty() && LogFiles.first(segments.getFirst()) == 0) {
            checkpoints.requireFirst();
        }
        held.forEach(checkpoints::compareWithHeld);
        Optional<EntryChecker> checker = Optional.empty();
        boolean good = true;
        for (int i = 0; good && i < segments.size(); i++) {
            long first = LogFiles.first(segments.get(i));
            Segment segment;
            try {
                segment = Segment.read(first, files.read(segments.get(i)));
            } catch (VerifyException malformed) {
                good = addFinding(
                        Optional.of(Finding.of(first, "at the head of its segment, " + malformed.getMessage())));
                continue;
            }
            if (checker.isEmpty()) {
                firstEntry = first;
                checker = segment.head().filter(LogVerifier::mayStart).map(start -> {
                    onHead.accept(start.copy());
                    return new EntryChecker(start, checkpoints.trusted());
                });
            }
            good = checker.isPresent()
                    ? checkSegment(checker.get(), first, segment)
                    : addFinding(Optional.of(Finding.of(first, "the head of its segment is truncated or damaged")));
        }
        return report(checker, good, checkpoints);
    }

    private Report report(Optional<EntryChecker> checker, boolean good, Checkpoints checkpoints) {
        if (checker.isEmpty()) {
            if (good) {
                findings.add(Finding.of(0, "missing (expected: at least one segment)"));
            }
            return new Report(List.copyOf(findings), LogPosition.start(), checkpoints.all(), 0);
        }
        LogPosition end = checker.get().position();
        long covered = checker.get().nextCheckpoint() == 0
                ? firstEntry // Earlier entries were verified elsewhere or have expired.
                : checkpoints.trusted().get(checker.get().nextCheckpoint() - 1).size();
        if (good) {
            addFinding(checker.get().checkEnd());
            if (firstEntry > expiredUpTo && firstRequired == 0) {
                addFinding(
                        Optional.of(Finding.among(0, firstEntry, "missing (expected: an entry about their expiry)")));
            }
            if (end.size() - covered > MAX_UNSIGNED) {
                addFinding(Optional.of(Finding.among(covered, end.size(), "covered by no checkpoint")));
            }
        }
        return new Report(List.copyOf(findings), end, checkpoints.all(), end.size() - covered);
    }

    private boolean checkSegment(EntryChecker checker, long first, Segment segment) {
        if (first != checker.position().size()) {
            return first > checker.position().size()
                    ? addFinding(checker.badEntry(
                            checker.position().size(), "missing (found: a segment that begins with " + first + ")"))
                    : addFinding(checker.badEntry(first, "is there twice (found: a segment that begins with it)"));
        }
        if (segment.head().filter(found -> sameHead(found, checker.position())).isEmpty()) {
            return addFinding(checker.badHead(
                    segment.head().filter(found -> found.size() == first).flatMap(_ -> statedByFirst(segment))));
        }
        if (!addFinding(checker.checkCheckpoints())) {
            return false;
        }
        for (int line = 0; line < segment.size(); line++) {
            if (!checkEntry(checker, segment.json(line))) {
                return false;
            }
        }
        return segment.tail() == Segment.Tail.NONE
                || addFinding(checker.badEntry(segment.next(), "truncated or damaged (expected: a complete line)"));
    }

    /// The digest of the entry before, as the segment's first entry states it.
    private Optional<Hash> statedByFirst(Segment segment) {
        try {
            return segment.size() == 0
                    ? Optional.empty()
                    : Optional.of(Entry.parse(hasher, segment.json(0)).prev());
        } catch (VerifyException _) {
            return Optional.empty();
        }
    }

    private static boolean sameHead(LogPosition found, LogPosition expected) {
        return Arrays.equals(found.json(), expected.json());
    }

    private static boolean mayStart(LogPosition start) {
        return start.size() > 0 || sameHead(start, LogPosition.start());
    }

    private boolean checkEntry(EntryChecker checker, byte[] json) {
        Entry entry;
        try {
            entry = Entry.parse(hasher, json);
        } catch (VerifyException malformed) {
            return addFinding(checker.badEntry(checker.position().size(), malformed.getMessage()));
        }
        boolean good = addFinding(checker.check(entry));
        if (good) {
            if (entry.fields().findWord("action").equals(Optional.of(EXPIRED))) {
                expiredUpTo = Math.max(expiredUpTo, statedExpiry(entry));
            }
            onEntry.accept(entry);
        }
        return good;
    }

    private static long statedExpiry(Entry entry) {
        String first = entry.fields().object("details").getOrDefault("first", "");
        return first.matches("\\d{1,18}") ? Long.parseLong(first) : 0;
    }

    private boolean addFinding(Optional<Finding> finding) {
        finding.ifPresent(findings::add);
        return finding.isEmpty();
    }
}

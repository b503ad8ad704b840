package org.permanence.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Whether a log is whole: every line, number, time and practice's number, every root that was signed, and nothing
/// missing in between. Belongs to one thread.
public final class LogVerifier {

    /// What the log is found to be.
    ///
    /// @param findings    empty where all is well
    /// @param end         how far the log has come, or how far it is good
    /// @param checkpoints those of the log that could be read
    /// @param unsigned    how many entries at the end no checkpoint covers yet
    public record Report(List<Finding> findings, Position end, List<Checkpoint> checkpoints, long unsigned) {

        public boolean isWhole() {
            return findings.isEmpty();
        }

        /// The first bad entry, where one is.
        public Optional<Finding> firstBad() {
            return findings.stream()
                    .filter(finding -> finding.entry().isPresent())
                    .findFirst();
        }
    }

    /// More entries than this without a checkpoint are a finding: the engine makes one at least so often.
    static final long MOST_UNSIGNED = 10_000;

    private static final String EXPIRED = "LOG_EXPIRED";

    private final LogFiles files;
    private final Predicate<SignedNote> isSigned;
    private final List<Checkpoint> held;
    private final Consumer<Position> head;
    private final Consumer<Entry> each;
    private final TreeHasher hasher = new TreeHasher();
    private final List<Finding> findings = new ArrayList<>();
    private long mayBegin;
    private long begin;
    private long expired;

    /// Reads nothing yet.
    ///
    /// @param isSigned whether a note bears the signature it should
    /// @param held     checkpoints that were kept elsewhere, which the log must agree with
    /// @param head     gets how far the log had come where what is kept of it begins
    /// @param each     gets each good entry, in order
    public LogVerifier(
            LogFiles files,
            Predicate<SignedNote> isSigned,
            List<SignedNote> held,
            Consumer<Position> head,
            Consumer<Entry> each) {
        this.files = files;
        this.isSigned = isSigned;
        this.held = held.stream().map(note -> Checkpoint.parse(note.text())).toList();
        this.head = head;
        this.each = each;
    }

    /// The same, for a log whose beginning is looked at elsewhere, or at another time.
    public Report verifyFrom(long first) throws IOException {
        mayBegin = first;
        return verify();
    }

    public Report verify() throws IOException {
        List<String> names = files.names().stream()
                .filter(name -> LogFiles.first(name) >= mayBegin)
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
            checkpoints.fromTheFirst();
        }
        held.forEach(checkpoints::hold);
        Optional<Walk> walk = Optional.empty();
        boolean good = true;
        for (int i = 0; good && i < segments.size(); i++) {
            long first = LogFiles.first(segments.get(i));
            Segment segment;
            try {
                segment = Segment.read(first, files.read(segments.get(i)));
            } catch (VerifyException malformed) {
                good = note(Optional.of(Finding.of(first, "at the head of its segment, " + malformed.getMessage())));
                continue;
            }
            if (walk.isEmpty()) {
                begin = first;
                walk = segment.head().filter(LogVerifier::mayStart).map(start -> {
                    head.accept(start.copy());
                    return new Walk(start, checkpoints.trusted());
                });
            }
            good = walk.isPresent()
                    ? segment(walk.get(), first, segment)
                    : note(Optional.of(Finding.of(first, "the head of its segment is cut or spoilt")));
        }
        return end(walk, good, checkpoints);
    }

    private Report end(Optional<Walk> walk, boolean good, Checkpoints checkpoints) {
        if (walk.isEmpty()) {
            if (good) {
                findings.add(Finding.of(0, "missing (expected: at least one segment)"));
            }
            return new Report(List.copyOf(findings), Position.start(), checkpoints.all(), 0);
        }
        Position end = walk.get().position();
        long covered = walk.get().reached() == 0
                ? begin // What stands before it is looked at elsewhere, or was when its time was over.
                : checkpoints.trusted().get(walk.get().reached() - 1).size();
        if (good) {
            note(walk.get().end());
            if (begin > expired && mayBegin == 0) {
                note(Optional.of(
                        Finding.among(0, begin, "missing (expected: an entry that says their time was over)")));
            }
            if (end.size() - covered > MOST_UNSIGNED) {
                note(Optional.of(Finding.among(covered, end.size(), "covered by no checkpoint")));
            }
        }
        return new Report(List.copyOf(findings), end, checkpoints.all(), end.size() - covered);
    }

    private boolean segment(Walk walk, long first, Segment segment) {
        if (first != walk.position().size()) {
            return first > walk.position().size()
                    ? note(walk.bad(
                            walk.position().size(), "missing (found: a segment that begins with " + first + ")"))
                    : note(walk.bad(first, "stands twice (found: a segment that begins with it)"));
        }
        if (segment.head().filter(found -> sameHead(found, walk.position())).isEmpty()) {
            return note(walk.badHead(
                    segment.head().filter(found -> found.size() == first).flatMap(_ -> statedByFirst(segment))));
        }
        if (!note(walk.atCheckpoints())) {
            return false;
        }
        for (int line = 0; line < segment.size(); line++) {
            if (!entry(walk, segment.json(line))) {
                return false;
            }
        }
        return segment.tail() == Segment.Tail.NOTHING
                || note(walk.bad(segment.next(), "cut or spoilt (expected: a whole line)"));
    }

    /// What the segment's first entry says of the one before.
    private Optional<Hash> statedByFirst(Segment segment) {
        try {
            return segment.size() == 0
                    ? Optional.empty()
                    : Optional.of(Entry.parse(hasher, segment.json(0)).prev());
        } catch (VerifyException _) {
            return Optional.empty(); // It has nothing to say.
        }
    }

    private static boolean sameHead(Position found, Position expected) {
        return Arrays.equals(found.json(), expected.json());
    }

    private static boolean mayStart(Position start) {
        return start.size() > 0 || sameHead(start, Position.start());
    }

    private boolean entry(Walk walk, byte[] json) {
        Entry entry;
        try {
            entry = Entry.parse(hasher, json);
        } catch (VerifyException malformed) {
            return note(walk.bad(walk.position().size(), malformed.getMessage()));
        }
        boolean good = note(walk.entry(entry));
        if (good) {
            if (entry.fields().findWord("action").equals(Optional.of(EXPIRED))) {
                expired = Math.max(expired, goneUpTo(entry));
            }
            each.accept(entry);
        }
        return good;
    }

    private static long goneUpTo(Entry entry) {
        String first = entry.fields().object("details").getOrDefault("first", "");
        return first.matches("\\d{1,18}") ? Long.parseLong(first) : 0;
    }

    private boolean note(Optional<Finding> finding) {
        finding.ifPresent(findings::add);
        return finding.isEmpty();
    }
}

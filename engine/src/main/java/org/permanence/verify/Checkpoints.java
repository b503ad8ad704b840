package org.permanence.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The checkpoints of a log, read and checked one against the other; what is found goes to the list of findings.
final class Checkpoints {

    private final List<Checkpoint> all = new ArrayList<>();
    private final List<Checkpoint> kept = new ArrayList<>();
    private final List<Finding> findings;
    private final Predicate<SignedNote> isSigned;
    private boolean isForked;

    Checkpoints(List<Finding> findings, Predicate<SignedNote> isSigned) {
        this.findings = findings;
        this.isSigned = isSigned;
    }

    void read(LogFiles files, String name) throws IOException {
        try {
            for (SignedNote note : SignedNote.all(new String(files.read(name), StandardCharsets.UTF_8))) {
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                if (!isSigned.test(note)) {
                    found(checkpoint.number(), "not signed by the key (expected: its signature)");
                }
                follow(checkpoint);
            }
        } catch (VerifyException malformed) {
            long next = all.isEmpty() ? 0 : all.getLast().number() + 1;
            found(next, "in " + name + ", " + malformed.getMessage());
        }
    }

    private void follow(Checkpoint checkpoint) {
        if (!all.isEmpty()) {
            Checkpoint before = all.getLast();
            if (checkpoint.number() != before.number() + 1) {
                found(before.number() + 1, "missing or out of place (found: " + checkpoint.number() + ")");
            } else if (checkpoint.size() < before.size()
                    || checkpoint.time().compareTo(before.time()) < 0
                    || !checkpoint.origin().equals(before.origin())) {
                found(
                        checkpoint.number(),
                        "does not follow the one before (expected: same origin, no smaller, no earlier)");
            }
        }
        all.add(checkpoint);
    }

    /// Of a log that is there from its beginning, the first must be.
    void fromTheFirst() {
        if (!all.isEmpty() && all.getFirst().number() != 0) {
            found(0, "missing (found: " + all.getFirst().number() + ")");
        }
    }

    /// Puts a checkpoint that somebody has kept elsewhere in the place of the log's own.
    void hold(Checkpoint held) {
        kept.add(held);
        int index = all.isEmpty()
                ? 0
                : Math.toIntExact(held.number() - all.getFirst().number());
        if (index >= all.size() || all.isEmpty()) {
            found(held.number(), "missing (expected: the one that is held elsewhere)");
            all.add(held);
        } else if (index >= 0 && !all.get(index).equals(held)) {
            found(held.number(), "not the one that is held elsewhere (expected: one history)");
            all.set(index, held);
            isForked = true;
        }
    }

    private void found(long number, String what) {
        findings.add(Finding.ofCheckpoint(number + ": " + what));
    }

    /// Those to measure entries by. Who has signed two histories may have signed all of this one: then only what was
    /// kept
    /// elsewhere counts.
    List<Checkpoint> trusted() {
        return List.copyOf(isForked ? kept : all);
    }

    List<Checkpoint> all() {
        return List.copyOf(all);
    }
}

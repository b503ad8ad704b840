package org.permanence.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads the checkpoints of a log and checks that each follows the one before. Adds what is wrong to the findings.
final class Checkpoints {

    private final List<Checkpoint> all = new ArrayList<>();
    private final List<Checkpoint> heldElsewhere = new ArrayList<>();
    private final List<Finding> findings;
    private final Predicate<SignedNote> isSigned;
    private boolean isForked;

    Checkpoints(List<Finding> findings, Predicate<SignedNote> isSigned) {
        this.findings = findings;
        this.isSigned = isSigned;
    }

    void read(LogFiles files, String name) throws IOException {
        try {
            for (SignedNote note : SignedNote.parseAll(new String(files.read(name), StandardCharsets.UTF_8))) {
                Checkpoint checkpoint = Checkpoint.parse(note.text());
                if (!isSigned.test(note)) {
                    addFinding(checkpoint.number(), "not signed by the key (expected: its signature)");
                }
                append(checkpoint);
            }
        } catch (VerifyException malformed) {
            long next = all.isEmpty() ? 0 : all.getLast().number() + 1;
            addFinding(next, "in " + name + ", " + malformed.getMessage());
        }
    }

    private void append(Checkpoint checkpoint) {
        if (!all.isEmpty()) {
            Checkpoint previous = all.getLast();
            if (checkpoint.number() != previous.number() + 1) {
                addFinding(previous.number() + 1, "missing or out of place (found: " + checkpoint.number() + ")");
            } else if (checkpoint.size() < previous.size()
                    || checkpoint.time().compareTo(previous.time()) < 0
                    || !checkpoint.origin().equals(previous.origin())) {
                addFinding(
                        checkpoint.number(),
                        "does not follow the one before (expected: same origin, no smaller, no earlier)");
            }
        }
        all.add(checkpoint);
    }

    /// Requires checkpoint 0, for a log that has its first entry.
    void requireFirst() {
        if (!all.isEmpty() && all.getFirst().number() != 0) {
            addFinding(0, "missing (found: " + all.getFirst().number() + ")");
        }
    }

    /// Compares with a checkpoint that was kept elsewhere, and prefers it to the log's own.
    void compareWithHeld(Checkpoint held) {
        heldElsewhere.add(held);
        int index = all.isEmpty()
                ? 0
                : Math.toIntExact(held.number() - all.getFirst().number());
        if (index >= all.size() || all.isEmpty()) {
            addFinding(held.number(), "missing (expected: the one that was kept elsewhere)");
            all.add(held);
        } else if (index >= 0 && !all.get(index).equals(held)) {
            addFinding(held.number(), "not the one that was kept elsewhere (expected: one history)");
            all.set(index, held);
            isForked = true;
        }
    }

    private void addFinding(long number, String what) {
        findings.add(Finding.ofCheckpoint(number + ": " + what));
    }

    /// The checkpoints to check entries against. If the signer has signed two histories, only those that were kept
    /// elsewhere count.
    List<Checkpoint> trusted() {
        return List.copyOf(isForked ? heldElsewhere : all);
    }

    List<Checkpoint> all() {
        return List.copyOf(all);
    }
}

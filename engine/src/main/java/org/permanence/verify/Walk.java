package org.permanence.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Goes along the entries, from checkpoint to checkpoint, until one is bad.
///
/// That a part of the log is not what was signed, the root says; which entry it is, it does not. So each entry says the
/// digest of the one before, and each checkpoint that of its last. Where a digest and what is said of it differ, either
/// may be the false one: 1. if what the speaker is itself is vouched for, it is right, and the entry is bad; 2. if the
/// signed root fits once the speaker is taken for what is said of it, the speaker is bad; 3. else the entry is. Where
/// everything was made to fit but the root, the bad one is somewhere since the last checkpoint, and no nearer.
final class Walk {

    private static final String CHANGED = "not what was written (expected: the digest that the log states)";

    private final List<Checkpoint> checkpoints;
    private final Position position;
    private final List<Hash> leaves = new ArrayList<>();
    private final List<Hash> stated = new ArrayList<>();
    private Frontier proven;
    private OptionalLong suspect = OptionalLong.empty();
    private boolean anchored;
    private int reached;

    Walk(Position start, List<Checkpoint> checkpoints) {
        this.position = start.copy();
        this.proven = start.copy().frontier();
        this.checkpoints = checkpoints;
        while (reached < checkpoints.size() && checkpoints.get(reached).size() < start.size()) {
            reached++; // What it covers is gone, by the rule on how long a log is kept.
        }
    }

    Position position() {
        return position;
    }

    int reached() {
        return reached;
    }

    Optional<Finding> entry(Entry entry) {
        long number = position.size();
        if (entry.number() != number) {
            boolean twice = entry.number() == number - 1 && !entry.prev().equals(position.last());
            return bad(
                    twice ? number - 1 : number,
                    twice ? "stands twice" : "missing or out of place (found: " + entry.number() + ")");
        }
        if (!entry.prev().equals(position.last())) {
            if (leaves.isEmpty()) {
                return bad(number, CHANGED); // The one before is proven.
            }
            suspect = suspect.isPresent() ? suspect : OptionalLong.of(number - 1);
        }
        if (!leaves.isEmpty()) {
            stated.add(entry.prev());
        }
        if (entry.inSeries() != position.count(entry.series()) + 1) {
            return bad(
                    number,
                    "number " + entry.inSeries() + " of its practice (expected: " + (position.count(entry.series()) + 1)
                            + ")");
        }
        if (entry.time().compareTo(position.time()) < 0) {
            return bad(number, "earlier than the one before (expected: time goes on)");
        }
        position.add(entry.series(), entry.leaf(), entry.time());
        leaves.add(entry.leaf());
        return atCheckpoints();
    }

    /// Compares with the checkpoints that were made here.
    Optional<Finding> atCheckpoints() {
        while (reached < checkpoints.size() && checkpoints.get(reached).size() == position.size()) {
            Checkpoint checkpoint = checkpoints.get(reached);
            if (!position.root().equals(checkpoint.root())) {
                return Optional.of(misfit(checkpoint));
            }
            if (suspect.isPresent()) {
                return Optional.of(Finding.of(suspect.getAsLong() + 1, "signed, and wrong about the one before"));
            }
            if (!checkpoint.last().equals(position.last())) {
                return Optional.of(Finding.ofCheckpoint(checkpoint.number() + ": wrong about its last entry"));
            }
            proven = position.copy().frontier();
            leaves.clear();
            stated.clear();
            reached++;
            anchored = true;
        }
        return Optional.empty();
    }

    Optional<Finding> end() {
        if (suspect.isPresent()) {
            return Optional.of(locate(suspect.getAsLong()));
        }
        if (reached < checkpoints.size()) {
            return bad(
                    position.size(),
                    "missing (expected: " + checkpoints.get(reached).size() + " entries, as checkpoint "
                            + checkpoints.get(reached).number() + " says)");
        }
        return Optional.empty();
    }

    /// An entry that cannot be right; but one before it may be the first.
    Optional<Finding> bad(long entry, String what) {
        return Optional.of(suspect.isPresent() ? locate(suspect.getAsLong()) : Finding.of(entry, what));
    }

    /// The head of a segment is not what the entries before say: it is false, unless the segment's first entry
    /// disagrees
    /// with the one before too.
    Optional<Finding> badHead(Optional<Hash> statedByFirst) {
        boolean lastIsBad = !leaves.isEmpty()
                && statedByFirst.filter(hash -> !hash.equals(position.last())).isPresent();
        statedByFirst.ifPresent(stated::add);
        return lastIsBad
                ? bad(position.size() - 1, CHANGED)
                : bad(position.size(), "the head of its segment is not what the entries before say");
    }

    private Finding misfit(Checkpoint checkpoint) {
        if (leaves.isEmpty() && !anchored) {
            return Finding.of(
                    position.size(),
                    "the head of its segment is not what checkpoint " + checkpoint.number() + " signed");
        }
        if (leaves.isEmpty()) {
            return Finding.ofCheckpoint(
                    checkpoint.number() + ": another root than that of the entries, which are proven");
        }
        stated.add(checkpoint.last());
        if (suspect.isEmpty()) {
            int last = leaves.size() - 1;
            if (!checkpoint.last().equals(position.last()) && fits(checkpoint, last)) {
                return Finding.of(position.size() - 1, CHANGED);
            }
            return Finding.among(
                    proven.size(), position.size(), "one is not what checkpoint " + checkpoint.number() + " signed");
        }
        int index = Math.toIntExact(suspect.getAsLong() - proven.size());
        int speaker = index + 1;
        boolean speakerIsBad = speaker < leaves.size()
                && !stated.get(speaker).equals(leaves.get(speaker))
                && fits(checkpoint, speaker);
        return Finding.of(speakerIsBad ? proven.size() + speaker : suspect.getAsLong(), CHANGED);
    }

    /// Without a root to ask: of two disagreements in a row, the entry between them is the bad one.
    private Finding locate(long suspected) {
        int speaker = Math.toIntExact(suspected - proven.size()) + 1;
        boolean twice = speaker < stated.size()
                && speaker < leaves.size()
                && !stated.get(speaker).equals(leaves.get(speaker));
        return Finding.of(twice ? suspected + 1 : suspected, CHANGED);
    }

    private boolean fits(Checkpoint checkpoint, int replaced) {
        Frontier tried = proven.copy(new TreeHasher());
        for (int i = 0; i < leaves.size(); i++) {
            tried.add(i == replaced ? stated.get(i) : leaves.get(i));
        }
        return tried.root().equals(checkpoint.root());
    }
}

package org.permanence.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Checks the entries in order, from checkpoint to checkpoint, up to the first bad one.
///
/// A signed root shows that a part of the log was changed, but not which entry. So each entry states the digest of
/// the entry before it, and each checkpoint that of its last entry. If a digest differs from the statement of the
/// next entry, one of the two entries is bad:
///
/// 1. If the statement after the next entry confirms the next entry's digest, the entry is bad.
/// 2. Otherwise, if the signed root matches once the next entry's digest is replaced by the stated one, the next
///    entry is bad.
/// 3. Otherwise the entry is bad.
///
/// If all statements match and only the root differs, the bad entry is one of those since the last checkpoint.
final class EntryChecker {

    private static final String CHANGED = "not what was written (expected: the digest that the log states)";

    private final List<Checkpoint> checkpoints;
    private final LogPosition position;
    private final List<Hash> leaves = new ArrayList<>();
    private final List<Hash> statedHashes = new ArrayList<>();
    private CompactRange proven;
    private OptionalLong suspect = OptionalLong.empty();
    private boolean hasProvenCheckpoint;
    private int nextCheckpoint;

    EntryChecker(LogPosition start, List<Checkpoint> checkpoints) {
        this.position = start.copy();
        this.proven = start.copy().range();
        this.checkpoints = checkpoints;
        while (nextCheckpoint < checkpoints.size()
                && checkpoints.get(nextCheckpoint).size() < start.size()) {
            nextCheckpoint++; // The entries it covers have expired.
        }
    }

    LogPosition position() {
        return position;
    }

    int nextCheckpoint() {
        return nextCheckpoint;
    }

    Optional<Finding> check(Entry entry) {
        long number = position.size();
        if (entry.number() != number) {
            boolean isRepeated = entry.number() == number - 1 && !entry.prev().equals(position.last());
            return badEntry(
                    isRepeated ? number - 1 : number,
                    isRepeated ? "is there twice" : "missing or out of place (found: " + entry.number() + ")");
        }
        if (!entry.prev().equals(position.last())) {
            if (leaves.isEmpty()) {
                return badEntry(number, CHANGED); // The entry before is proven.
            }
            suspect = suspect.isPresent() ? suspect : OptionalLong.of(number - 1);
        }
        if (!leaves.isEmpty()) {
            statedHashes.add(entry.prev());
        }
        if (entry.numberInSeries() != position.count(entry.series()) + 1) {
            return badEntry(
                    number,
                    "number " + entry.numberInSeries() + " of its practice (expected: "
                            + (position.count(entry.series()) + 1) + ")");
        }
        if (entry.time().compareTo(position.time()) < 0) {
            return badEntry(number, "earlier than the one before (expected: ascending times)");
        }
        position.append(entry.series(), entry.leaf(), entry.time());
        leaves.add(entry.leaf());
        return checkCheckpoints();
    }

    /// Compares with the checkpoints that were made at this size.
    Optional<Finding> checkCheckpoints() {
        while (nextCheckpoint < checkpoints.size()
                && checkpoints.get(nextCheckpoint).size() == position.size()) {
            Checkpoint checkpoint = checkpoints.get(nextCheckpoint);
            if (!position.root().equals(checkpoint.root())) {
                return Optional.of(rootMismatch(checkpoint));
            }
            if (suspect.isPresent()) {
                return Optional.of(Finding.of(suspect.getAsLong() + 1, "signed, but wrong about the one before"));
            }
            if (!checkpoint.last().equals(position.last())) {
                return Optional.of(Finding.ofCheckpoint(checkpoint.number() + ": wrong about its last entry"));
            }
            proven = position.copy().range();
            leaves.clear();
            statedHashes.clear();
            nextCheckpoint++;
            hasProvenCheckpoint = true;
        }
        return Optional.empty();
    }

    Optional<Finding> checkEnd() {
        if (suspect.isPresent()) {
            return Optional.of(locate(suspect.getAsLong()));
        }
        if (nextCheckpoint < checkpoints.size()) {
            return badEntry(
                    position.size(),
                    "missing (expected: " + checkpoints.get(nextCheckpoint).size() + " entries, as checkpoint "
                            + checkpoints.get(nextCheckpoint).number() + " says)");
        }
        return Optional.empty();
    }

    /// The finding about an entry that cannot be right, or about an earlier suspect.
    Optional<Finding> badEntry(long entry, String what) {
        return Optional.of(suspect.isPresent() ? locate(suspect.getAsLong()) : Finding.of(entry, what));
    }

    /// The finding about a segment head that differs from the entries before it. The head is bad, unless the
    /// segment's first entry disagrees with the entry before it too.
    Optional<Finding> badHead(Optional<Hash> statedByFirst) {
        boolean lastIsBad = !leaves.isEmpty()
                && statedByFirst.filter(hash -> !hash.equals(position.last())).isPresent();
        statedByFirst.ifPresent(statedHashes::add);
        return lastIsBad
                ? badEntry(position.size() - 1, CHANGED)
                : badEntry(position.size(), "the head of its segment does not match the entries before");
    }

    private Finding rootMismatch(Checkpoint checkpoint) {
        if (leaves.isEmpty() && !hasProvenCheckpoint) {
            return Finding.of(
                    position.size(),
                    "the head of its segment is not what checkpoint " + checkpoint.number() + " signed");
        }
        if (leaves.isEmpty()) {
            return Finding.ofCheckpoint(
                    checkpoint.number() + ": another root than that of the entries, which are proven");
        }
        statedHashes.add(checkpoint.last());
        if (suspect.isEmpty()) {
            int last = leaves.size() - 1;
            if (!checkpoint.last().equals(position.last()) && matchesRoot(checkpoint, last)) {
                return Finding.of(position.size() - 1, CHANGED);
            }
            return Finding.among(
                    proven.size(), position.size(), "one is not what checkpoint " + checkpoint.number() + " signed");
        }
        int index = Math.toIntExact(suspect.getAsLong() - proven.size());
        int statingEntry = index + 1;
        boolean statingEntryIsBad = statingEntry < leaves.size()
                && !statedHashes.get(statingEntry).equals(leaves.get(statingEntry))
                && matchesRoot(checkpoint, statingEntry);
        return Finding.of(statingEntryIsBad ? proven.size() + statingEntry : suspect.getAsLong(), CHANGED);
    }

    /// Finds the bad entry without a signed root: of two mismatches in a row, the entry between them is bad.
    private Finding locate(long suspected) {
        int statingEntry = Math.toIntExact(suspected - proven.size()) + 1;
        boolean isNextBad = statingEntry < statedHashes.size()
                && statingEntry < leaves.size()
                && !statedHashes.get(statingEntry).equals(leaves.get(statingEntry));
        return Finding.of(isNextBad ? suspected + 1 : suspected, CHANGED);
    }

    private boolean matchesRoot(Checkpoint checkpoint, int replaced) {
        CompactRange candidate = proven.copy(new TreeHasher());
        for (int i = 0; i < leaves.size(); i++) {
            candidate.append(i == replaced ? statedHashes.get(i) : leaves.get(i));
        }
        return candidate.root().equals(checkpoint.root());
    }
}

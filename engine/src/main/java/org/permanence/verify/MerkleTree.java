package org.permanence.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The Merkle tree of a log with a beginning that may have expired. Makes the proofs that [MerkleProofs] checks.
/// Only the compact range of the expired entries is known, which is enough for proofs of all other entries. Not
/// thread-safe.
public final class MerkleTree {

    private record Range(long from, long to) {}

    private final TreeHasher hasher = new TreeHasher();
    private final Map<Range, Hash> expiredSubtrees = new HashMap<>();
    private final List<Hash> leaves = new ArrayList<>();
    private final long first;

    public MerkleTree() {
        this(CompactRange.empty(new TreeHasher()));
    }

    public MerkleTree(CompactRange expiredRange) {
        this.first = expiredRange.size();
        long from = 0;
        for (Hash node : expiredRange.nodes()) {
            long width = Long.highestOneBit(first - from);
            expiredSubtrees.put(new Range(from, from + width), node);
            from += width;
        }
    }

    public void add(Hash leaf) {
        leaves.add(leaf);
    }

    public long size() {
        return first + leaves.size();
    }

    public Hash leaf(long index) {
        return root(index, index + 1);
    }

    public Hash root(long size) {
        requireAtMost(size, size());
        return size == 0 ? hasher.empty() : root(0, size);
    }

    public List<Hash> inclusionProof(long index, long size) {
        requireAtMost(size, size());
        requireAtMost(index + 1, size);
        var proof = new ArrayList<Hash>();
        addInclusionPath(index, 0, size, proof);
        return proof;
    }

    public List<Hash> consistencyProof(long earlier, long size) {
        requireAtMost(size, size());
        requireAtMost(earlier, size);
        var proof = new ArrayList<Hash>();
        if (earlier > 0) {
            addConsistencyPath(earlier, 0, size, true, proof);
        }
        return proof;
    }

    private void addInclusionPath(long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = middle(from, to);
        if (index < middle) {
            addInclusionPath(index, from, middle, proof);
            proof.add(root(middle, to));
        } else {
            addInclusionPath(index, middle, to, proof);
            proof.add(root(from, middle));
        }
    }

    private void addConsistencyPath(long earlier, long from, long to, boolean isKnown, List<Hash> proof) {
        if (earlier == to) {
            if (!isKnown) {
                proof.add(root(from, to));
            }
            return;
        }
        long middle = middle(from, to);
        if (earlier <= middle) {
            addConsistencyPath(earlier, from, middle, isKnown, proof);
            proof.add(root(middle, to));
        } else {
            addConsistencyPath(earlier, middle, to, false, proof);
            proof.add(root(from, middle));
        }
    }

    private Hash root(long from, long to) {
        Hash subtree = expiredSubtrees.get(new Range(from, to));
        if (subtree != null) {
            return subtree;
        }
        if (to - from == 1) {
            if (from < first) {
                throw new VerifyException(
                        "entry: " + from + " (expected: from " + first + ", the first that has not expired)");
            }
            return leaves.get(Math.toIntExact(from - first));
        }
        long middle = middle(from, to);
        return hasher.node(root(from, middle), root(middle, to));
    }

    private static long middle(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }

    private static void requireAtMost(long value, long max) {
        if (value < 0 || value > max) {
            throw new VerifyException("entries: " + value + " (expected: up to " + max + ")");
        }
    }
}

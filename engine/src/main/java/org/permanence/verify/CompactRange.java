package org.permanence.verify;

import java.util.ArrayList;
import java.util.List;

/// The compact form of a Merkle tree: the perfect subtrees that the entries so far fall into, largest first.
/// Computes the root of a growing log in memory proportional to the tree's height. Not thread-safe.
public final class CompactRange {

    private final TreeHasher hasher;
    private final List<Hash> nodes;
    private long size;

    private CompactRange(TreeHasher hasher, long size, List<Hash> nodes) {
        if (size < 0 || nodes.size() != Long.bitCount(size)) {
            throw new VerifyException(
                    "compact-range: " + nodes.size() + " nodes (expected: one for each bit of " + size + ")");
        }
        this.hasher = hasher;
        this.size = size;
        this.nodes = new ArrayList<>(nodes);
    }

    public static CompactRange empty(TreeHasher hasher) {
        return new CompactRange(hasher, 0, List.of());
    }

    public static CompactRange of(TreeHasher hasher, long size, List<Hash> nodes) {
        return new CompactRange(hasher, size, nodes);
    }

    public void append(Hash leaf) {
        Hash node = leaf;
        for (long left = size; (left & 1) == 1; left >>= 1) {
            node = hasher.node(nodes.removeLast(), node);
        }
        nodes.add(node);
        size++;
    }

    public Hash root() {
        if (nodes.isEmpty()) {
            return hasher.empty();
        }
        Hash root = nodes.getLast();
        for (Hash left : nodes.reversed().subList(1, nodes.size())) {
            root = hasher.node(left, root);
        }
        return root;
    }

    public long size() {
        return size;
    }

    public List<Hash> nodes() {
        return List.copyOf(nodes);
    }

    /// An independent copy, which uses `other` as its hasher.
    public CompactRange copy(TreeHasher other) {
        return new CompactRange(other, size, nodes);
    }
}

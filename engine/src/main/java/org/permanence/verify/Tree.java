package org.permanence.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tree over a log, of which the beginning may be gone: makes the proofs that [Proofs] checks. Of what is gone only
/// the frontier is known, which suffices for every entry that is there. Belongs to one thread.
public final class Tree {

    private record Range(long from, long to) {}

    private final TreeHasher hasher = new TreeHasher();
    private final Map<Range, Hash> gone = new HashMap<>();
    private final List<Hash> leaves = new ArrayList<>();
    private final long first;

    public Tree() {
        this(Frontier.empty(new TreeHasher()));
    }

    public Tree(Frontier before) {
        this.first = before.size();
        long from = 0;
        for (Hash node : before.nodes()) {
            long width = Long.highestOneBit(first - from);
            gone.put(new Range(from, from + width), node);
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
        within(size, size());
        return size == 0 ? hasher.empty() : root(0, size);
    }

    public List<Hash> inclusion(long index, long size) {
        within(size, size());
        within(index + 1, size);
        var proof = new ArrayList<Hash>();
        path(index, 0, size, proof);
        return proof;
    }

    public List<Hash> consistency(long earlier, long size) {
        within(size, size());
        within(earlier, size);
        var proof = new ArrayList<Hash>();
        if (earlier > 0) {
            growth(earlier, 0, size, true, proof);
        }
        return proof;
    }

    private void path(long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long middle = middle(from, to);
        if (index < middle) {
            path(index, from, middle, proof);
            proof.add(root(middle, to));
        } else {
            path(index, middle, to, proof);
            proof.add(root(from, middle));
        }
    }

    private void growth(long earlier, long from, long to, boolean known, List<Hash> proof) {
        if (earlier == to) {
            if (!known) {
                proof.add(root(from, to));
            }
            return;
        }
        long middle = middle(from, to);
        if (earlier <= middle) {
            growth(earlier, from, middle, known, proof);
            proof.add(root(middle, to));
        } else {
            growth(earlier, middle, to, false, proof);
            proof.add(root(from, middle));
        }
    }

    private Hash root(long from, long to) {
        Hash kept = gone.get(new Range(from, to));
        if (kept != null) {
            return kept;
        }
        if (to - from == 1) {
            if (from < first) {
                throw new VerifyException("entry: " + from + " (expected: from " + first + ", the first that is kept)");
            }
            return leaves.get(Math.toIntExact(from - first));
        }
        long middle = middle(from, to);
        return hasher.node(root(from, middle), root(middle, to));
    }

    private static long middle(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }

    private static void within(long value, long most) {
        if (value < 0 || value > most) {
            throw new VerifyException("entries: " + value + " (expected: up to " + most + ")");
        }
    }
}

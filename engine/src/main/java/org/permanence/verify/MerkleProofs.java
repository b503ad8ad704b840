package org.permanence.verify;

import java.util.List;

/// Checks proofs by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. A proof that is too long or too short
/// is false.
public final class MerkleProofs {

    private MerkleProofs() {}

    /// Whether the entry with this leaf is at `index` in the tree of `size` entries with this root.
    public static boolean isIncluded(Hash root, long size, long index, Hash leaf, List<Hash> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        var hasher = new TreeHasher();
        long nodeIndex = index;
        long last = size - 1;
        Hash node = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((nodeIndex & 1) == 1 || nodeIndex == last) {
                node = hasher.node(sibling, node);
                int levels = (nodeIndex & 1) == 1 ? 0 : Long.numberOfTrailingZeros(nodeIndex);
                nodeIndex >>= levels;
                last >>= levels;
            } else {
                node = hasher.node(node, sibling);
            }
            nodeIndex >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }

    /// Whether the tree of `size` entries begins with the tree of `earlier` entries, and only grew.
    public static boolean isConsistent(Hash earlierRoot, long earlier, Hash root, long size, List<Hash> proof) {
        if (earlier < 1 || earlier > size) {
            return false;
        }
        if (earlier == size) {
            return proof.isEmpty() && earlierRoot.equals(root);
        }
        if (!isPerfect(earlier) && proof.isEmpty()) {
            return false;
        }
        return climb(earlierRoot, earlier, root, size, proof);
    }

    private static boolean climb(Hash earlierRoot, long earlier, Hash root, long size, List<Hash> proof) {
        boolean isPerfect = isPerfect(earlier);
        Hash seed = isPerfect ? earlierRoot : proof.getFirst();
        List<Hash> path = isPerfect ? proof : proof.subList(1, proof.size());
        var hasher = new TreeHasher();
        int perfect = Long.numberOfTrailingZeros(earlier);
        long nodeIndex = (earlier - 1) >> perfect;
        long last = (size - 1) >> perfect;
        Hash earlierNode = seed;
        Hash node = seed;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((nodeIndex & 1) == 1 || nodeIndex == last) {
                earlierNode = hasher.node(sibling, earlierNode);
                node = hasher.node(sibling, node);
                int levels = (nodeIndex & 1) == 1 ? 0 : Long.numberOfTrailingZeros(nodeIndex);
                nodeIndex >>= levels;
                last >>= levels;
            } else {
                node = hasher.node(node, sibling);
            }
            nodeIndex >>= 1;
            last >>= 1;
        }
        return last == 0 && earlierNode.equals(earlierRoot) && node.equals(root);
    }

    private static boolean isPerfect(long size) {
        return Long.bitCount(size) == 1;
    }
}

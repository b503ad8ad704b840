package org.permanence.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    private static final int LARGEST = 300;

    private final TreeHasher hasher = new TreeHasher();
    private final MerkleTree tree = new MerkleTree();
    private final List<Hash> roots = new ArrayList<>();
    private final List<CompactRange> ranges = new ArrayList<>();

    MerkleTreeTest() {
        var range = CompactRange.empty(hasher);
        for (int i = 0; i <= LARGEST; i++) {
            roots.add(range.root());
            ranges.add(range.copy(hasher));
            Hash leaf = leaf(i);
            range.append(leaf);
            tree.add(leaf);
        }
    }

    @Test
    void compactRangeHasTheRootOfTheTree() {
        for (int size = 0; size <= LARGEST; size++) {
            assertEquals(tree.root(size), roots.get(size));
        }
    }

    @Test
    void emptyTreeHasTheStandardRoot() {
        assertEquals(
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", roots.getFirst().toString());
    }

    @Test
    void inclusionProofHoldsForItsEntryOnly() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = tree.inclusionProof(index, size);
                assertTrue(MerkleProofs.isIncluded(roots.get(size), size, index, leaf(index), proof));
                assertFalse(MerkleProofs.isIncluded(roots.get(size), size, index, leaf(index + 1), proof));
                assertFalse(MerkleProofs.isIncluded(roots.get(size - 1), size, index, leaf(index), proof));
            }
        }
    }

    @Test
    void consistencyProofHoldsForEverySmallerTree() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int earlier = 1; earlier <= size; earlier++) {
                List<Hash> proof = tree.consistencyProof(earlier, size);
                assertTrue(MerkleProofs.isConsistent(roots.get(earlier), earlier, roots.get(size), size, proof));
                assertFalse(MerkleProofs.isConsistent(roots.get(earlier - 1), earlier, roots.get(size), size, proof));
            }
        }
    }

    @Test
    void proofsDoNotNeedExpiredEntries() {
        for (int gone = 1; gone < 70; gone++) {
            var kept = new MerkleTree(ranges.get(gone));
            for (int i = gone; i < 90; i++) {
                kept.add(leaf(i));
            }
            assertEquals(roots.get(90), kept.root(90));
            for (int index = gone; index < 90; index++) {
                assertEquals(tree.inclusionProof(index, 90), kept.inclusionProof(index, 90));
            }
        }
    }

    @Test
    void expiredEntryHasNoProof() {
        var kept = new MerkleTree(ranges.get(8));
        kept.add(leaf(8));

        var refusal = assertThrows(VerifyException.class, () -> kept.inclusionProof(7, 9));

        assertEquals("entry: 6 (expected: from 8, the first that has not expired)", refusal.getMessage());
    }

    private Hash leaf(int number) {
        return hasher.leaf(("entry " + number).getBytes(StandardCharsets.UTF_8));
    }
}

package org.permanence.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final int LARGEST = 300;

    private final TreeHasher hasher = new TreeHasher();
    private final Tree tree = new Tree();
    private final List<Hash> roots = new ArrayList<>();
    private final List<Frontier> frontiers = new ArrayList<>();

    TreeTest() {
        var frontier = Frontier.empty(hasher);
        for (int i = 0; i <= LARGEST; i++) {
            roots.add(frontier.root());
            frontiers.add(frontier.copy(hasher));
            Hash leaf = leaf(i);
            frontier.add(leaf);
            tree.add(leaf);
        }
    }

    @Test
    void theRootOfAStreamIsThatOfTheTree() {
        for (int size = 0; size <= LARGEST; size++) {
            assertEquals(tree.root(size), roots.get(size));
        }
    }

    @Test
    void anEmptyTreeHasTheRootThatTheStandardSays() {
        assertEquals(
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", roots.getFirst().toString());
    }

    @Test
    void eachEntryOfEachTreeIsProvenAndNoOtherByItsProof() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = tree.inclusion(index, size);
                assertTrue(Proofs.includes(roots.get(size), size, index, leaf(index), proof));
                assertFalse(Proofs.includes(roots.get(size), size, index, leaf(index + 1), proof));
                assertFalse(Proofs.includes(roots.get(size - 1), size, index, leaf(index), proof));
            }
        }
    }

    @Test
    void eachTreeIsProvenToBeginWithEachSmallerOne() {
        for (int size = 1; size <= LARGEST; size++) {
            for (int earlier = 1; earlier <= size; earlier++) {
                List<Hash> proof = tree.consistency(earlier, size);
                assertTrue(Proofs.extend(roots.get(earlier), earlier, roots.get(size), size, proof));
                assertFalse(Proofs.extend(roots.get(earlier - 1), earlier, roots.get(size), size, proof));
            }
        }
    }

    @Test
    void whatIsGoneIsNeededByNoProofOfWhatIsLeft() {
        for (int gone = 1; gone < 70; gone++) {
            var kept = new Tree(frontiers.get(gone));
            for (int i = gone; i < 90; i++) {
                kept.add(leaf(i));
            }
            assertEquals(roots.get(90), kept.root(90));
            for (int index = gone; index < 90; index++) {
                assertEquals(tree.inclusion(index, 90), kept.inclusion(index, 90));
            }
        }
    }

    @Test
    void anEntryThatIsGoneIsNotProven() {
        var kept = new Tree(frontiers.get(8));
        kept.add(leaf(8));

        var refusal = assertThrows(VerifyException.class, () -> kept.inclusion(7, 9));

        assertEquals("entry: 6 (expected: from 8, the first that is kept)", refusal.getMessage());
    }

    private Hash leaf(int number) {
        return hasher.leaf(("entry " + number).getBytes(StandardCharsets.UTF_8));
    }
}

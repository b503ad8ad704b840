package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/setup` says which Node the build of the pages needs.
class NodeSetupTest {

    @Test
    void nodeThatIsTooOldIsRefusedWithWhatToDo(@TempDir Path directory) throws Exception {
        var checkout = new Checkout(directory);
        checkout.node("""
                if [ "$1" = --version ]; then echo v18.20.4; exit 0; fi
                exit 1""");

        Checkout.Ended setup = checkout.setup("--quick");

        assertEquals(1, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("node: v18.20.4 (expected: 20.19 or newer of 20"), setup.printed());
    }

    @Test
    void nodeOfThisBuildIsNewEnough(@TempDir Path directory) throws Exception {
        Checkout.Ended setup = new Checkout(directory).setup("--quick");

        assertEquals(0, setup.status(), setup.printed());
    }
}

package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/check-dependencies`, with a program in Maven's place that prints what the versions plugin prints.
@Timeout(120)
class DependencyCheckTest {

    private final Checkout checkout;

    DependencyCheckTest(@TempDir Path directory) throws IOException {
        checkout = new Checkout(directory);
    }

    @Test
    void unknownArgumentIsRefusedAndNothingIsChecked() throws Exception {
        checkout.maven("echo called");

        Checkout.Ended check = checkout.checkDependencies("--quick");

        assertEquals(1, check.status(), check.printed());
        assertTrue(check.printed().contains("unknown argument \"--quick\" (expected: none)"), check.printed());
        assertFalse(check.printed().contains("1 of 2"), check.printed());
    }

    @Test
    void checkThatCannotBeMadeIsNoGoodNews() throws Exception {
        checkout.maven("echo '[ERROR] no network'; exit 1");

        Checkout.Ended check = checkout.checkDependencies();

        assertEquals(1, check.status(), check.printed());
        assertTrue(check.printed().contains("[ERROR] no network"), check.printed());
        assertFalse(check.printed().contains("all are the newest"), check.printed());
    }

    @Test
    void newestVersionsAreReportedAsSuchWithEachStep() throws Exception {
        checkout.maven("echo '[INFO] No dependencies in Dependency Management have newer versions.'");

        Checkout.Ended check = checkout.checkDependencies();

        assertEquals(0, check.status(), check.printed());
        for (String step : new String[] {"1 of 2: ", "2 of 2: ", "all are the newest"}) {
            assertTrue(check.printed().contains(step), check.printed());
        }
    }

    @Test
    void newerVersionsAreListed() throws Exception {
        checkout.maven("""
                cat <<'PRINTED'
                [INFO] The following version properties are referencing the newest available version:
                [INFO]   ${h2.version} ..................................... 2.4.240
                [INFO] The following version property updates are available:
                [INFO]   ${netty.version} ................... 4.2.18.Final -> 4.2.21.Final
                [INFO]   ${a-property-with-a-name-that-fills-the-line-almost.version} ...
                [INFO]                                               1.0.0 -> 1.1.0
                [INFO] The following plugin updates are available:
                [INFO]   org.jooq:jooq-codegen-maven ................... 3.21.7 -> 3.21.9
                [INFO] Require Maven 2.0 to use the following plugin updates:
                [INFO]   maven-clean-plugin ................................... 3.5.0 -> 2.2
                PRINTED""");

        Checkout.Ended check = checkout.checkDependencies();

        assertEquals(2, check.status(), check.printed());
        assertTrue(check.printed().contains("${netty.version} 4.2.18.Final -> 4.2.21.Final\n"), check.printed());
        assertTrue(
                check.printed()
                        .contains("${a-property-with-a-name-that-fills-the-line-almost.version} 1.0.0 -> 1.1.0\n"),
                check.printed());
        assertTrue(check.printed().contains("org.jooq:jooq-codegen-maven 3.21.7 -> 3.21.9\n"), check.printed());
        assertFalse(check.printed().contains("h2.version"), check.printed());
        assertFalse(check.printed().contains("maven-clean-plugin"), "an older version is no update");
    }
}

package org.permanence.durable;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The umask of this process and of the programs that it starts, set by the C library, because Java cannot.
public final class Umask {

    /// Takes all rights from the group and from other users.
    private static final int OWNER_ONLY = 0077;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALREADY_RESTRICTED = "Umask:\t0077";

    private Umask() {}

    /// Makes every file that this process creates from now on private to its owner: also those of libraries, such
    /// as the database, and of other programs, such as the speech program.
    public static void restrictToOwner() {
        if (!isRestricted()) {
            restrict();
        }
    }

    /// The launcher has usually restricted it already; a call of the C library costs a restart a third of a second.
    private static boolean isRestricted() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.anyMatch(ALREADY_RESTRICTED::equals);
        } catch (IOException _) {
            return false; // Without /proc it is unknown.
        }
    }

    @SuppressWarnings("restricted")
    private static void restrict() {
        Linker linker = Linker.nativeLinker();
        try {
            var _ = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("umask"), FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                    .invokeExact(OWNER_ONLY);
        } catch (Throwable impossible) { // Declared by method handles; umask always succeeds.
            throw new IllegalStateException("umask: not called (expected: a function of the C library)", impossible);
        }
    }
}

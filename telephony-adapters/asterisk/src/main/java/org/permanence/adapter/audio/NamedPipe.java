package org.permanence.adapter.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Makes named pipes by `mkfifo` of the C library, because Java cannot.
final class NamedPipe {

    /// Permissions on Linux: read and write, for the owner only.
    private static final int OWNER_ONLY = 0600;

    private static final MethodHandle MKFIFO = mkfifo();

    private NamedPipe() {}

    @SuppressWarnings("restricted")
    private static MethodHandle mkfifo() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mkfifo"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /// Makes the pipe `path`, readable and writable by its owner only.
    ///
    /// @throws AudioPipeException if the name exists already or the directory cannot be written
    static void make(Path path) {
        try (var arena = Arena.ofConfined()) {
            int failed = (int) MKFIFO.invokeExact(arena.allocateFrom(path.toString()), OWNER_ONLY);
            if (failed != 0) {
                throw new AudioPipeException("pipe: not made (expected: a directory that the engine may write)");
            }
        } catch (AudioPipeException refused) {
            throw refused;
        } catch (Throwable impossible) { // Declared by method handles; this one does not throw.
            throw new IllegalStateException("mkfifo: not called (expected: a function of the C library)", impossible);
        }
    }
}

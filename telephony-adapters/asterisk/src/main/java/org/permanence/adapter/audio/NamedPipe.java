package org.permanence.adapter.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Makes named pipes, which Java itself cannot: `mkfifo` of the C library.
final class NamedPipe {

    /// The mode Linux keeps of it: read and write for the owner alone.
    private static final int OWNER_ONLY = 0600;

    private static final MethodHandle MKFIFO = mkfifo();

    private NamedPipe() {}

    @SuppressWarnings("restricted")
    private static MethodHandle mkfifo() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mkfifo"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /// Makes the pipe `path`, readable and writable by the owner alone.
    ///
    /// @throws AudioPipeException where something of that name is there already, or the folder cannot be written
    static void make(Path path) {
        try (var arena = Arena.ofConfined()) {
            int failed = (int) MKFIFO.invokeExact(arena.allocateFrom(path.toString()), OWNER_ONLY);
            if (failed != 0) {
                throw new AudioPipeException("pipe: not made (expected: a folder of the house's own to make it in)");
            }
        } catch (AudioPipeException refused) {
            throw refused;
        } catch (Throwable impossible) { // What a method handle declares, and this one does not throw.
            throw new IllegalStateException("mkfifo: not called (expected: a function of the C library)", impossible);
        }
    }
}

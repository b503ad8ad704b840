package org.permanence.rules;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/// The JDK's ways to create files and directories with the rights that the umask leaves.
final class FileCreation {

    /// Not `createTempDirectory`, which creates a private one, nor `RandomAccessFile`, which opens pipes.
    private static final Set<String> METHODS = Set.of(
            "write",
            "writeString",
            "newOutputStream",
            "newBufferedWriter",
            "createFile",
            "createDirectory",
            "createDirectories",
            "copy",
            "move");

    private static final List<Class<?>> WRITERS = List.of(FileOutputStream.class, FileWriter.class);

    private FileCreation() {}

    static boolean isCreatedBy(CodeUnitCallTarget target) {
        return target.getOwner().isEquivalentTo(Files.class) && METHODS.contains(target.getName());
    }

    static boolean isWriter(JavaClass type) {
        return WRITERS.stream().anyMatch(type::isEquivalentTo);
    }
}

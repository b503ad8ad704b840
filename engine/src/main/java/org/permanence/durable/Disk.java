package org.permanence.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The operations that make a file durable if they run in the right order. An interface, so that tests can record
/// that order and let each operation fail.
interface Disk {

    /// Forces a file or a directory, contents and metadata.
    void force(FileChannel open, Path path) throws IOException;

    /// Replaces the target in one step.
    void move(Path from, Path to) throws IOException;

    /// Gives the file a second name.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the new name is taken
    void link(Path newName, Path existing) throws IOException;

    Disk LOCAL = new Disk() {
        @Override
        public void force(FileChannel open, Path path) throws IOException {
            open.force(true);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void link(Path newName, Path existing) throws IOException {
            Files.createLink(newName, existing);
        }
    };
}

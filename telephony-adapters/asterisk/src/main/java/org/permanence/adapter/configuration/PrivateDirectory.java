package org.permanence.adapter.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.durable.FileGroup;

/// A directory that only its owner and the group of Asterisk's user can open, because its files have secrets and
/// numbers. A file is never visible half-written.
final class PrivateDirectory {

    private interface Access {
        void open(Path directory) throws IOException;
    }

    private final Path path;
    private final FileGroup readers;
    private final Access access;

    private PrivateDirectory(Path path, FileGroup readers, Access access) {
        this.path = path;
        this.readers = readers;
        this.access = access;
        try {
            DurableDirectory.create(path);
            access.open(path); // An existing directory may have had other permissions.
        } catch (IOException e) {
            throw new AsteriskFilesException(path + ": not writable (expected: a directory that this user owns)", e);
        }
    }

    static PrivateDirectory readableBy(FileGroup group, Path path) {
        return new PrivateDirectory(path, group, group::mayList);
    }

    static PrivateDirectory writableBy(FileGroup group, Path path) {
        return new PrivateDirectory(path, group, group::mayWriteIn);
    }

    PrivateDirectory subdirectory(String name) {
        return new PrivateDirectory(path.resolve(name), readers, access);
    }

    void write(String name, String content) {
        try {
            DurableFile.at(path.resolve(name)).readableBy(readers).replace(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AsteriskFilesException(
                    path.resolve(name) + ": not written (expected: free space and permission)", e);
        }
    }
}

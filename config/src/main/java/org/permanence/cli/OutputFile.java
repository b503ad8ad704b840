package org.permanence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.durable.DurableFile;
import org.permanence.durable.PrivateFiles;
import org.permanence.seal.AgeRecipients;

/// A new file that a command writes, for its owner only (mode 0600). The content goes to a `.part` file first, so
/// that an interrupted command leaves no file that looks complete.
///
/// @param recipients who can decrypt the file; empty: it is written as it is
/// @param warnings receives the warning that a file is not encrypted
record OutputFile(Path path, Optional<AgeRecipients> recipients, PrintWriter warnings) {

    interface ContentWriter {
        void writeTo(WritableByteChannel out) throws IOException;
    }

    /// Encrypts the content for the recipients; without any, writes it as it is and warns.
    void write(ContentWriter content) throws IOException {
        if (recipients.isPresent()) {
            writeAsItIs(file -> {
                try (var encrypted = recipients.get().encrypting(file)) {
                    content.writeTo(encrypted);
                }
            });
        } else {
            writeAsItIs(content);
            warnings.println("warning: " + path
                    + " is not encrypted; only this user can read it here (--to KEY encrypts it for other persons)");
        }
    }

    /// Writes content that needs no encryption, or has it already.
    void writeAsItIs(ContentWriter content) throws IOException {
        Path partFile = path.resolveSibling(path.getFileName() + ".part");
        Files.deleteIfExists(partFile); // An interrupted command may have left it.
        try {
            try (var file = PrivateFiles.create(partFile)) {
                content.writeTo(file);
            }
            DurableFile.at(path).moveFrom(partFile);
        } finally {
            Files.deleteIfExists(partFile);
        }
    }
}

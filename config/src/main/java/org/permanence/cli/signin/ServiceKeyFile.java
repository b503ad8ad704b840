package org.permanence.cli.signin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.cli.CommandException;
import org.permanence.durable.PrivateFiles;
import org.permanence.seal.MachineKey;

/// The file with the private key of a machine: PKCS #8 in PEM, for its owner only (mode 0600).
public record ServiceKeyFile(Path path) {

    /// Makes a key and writes the private one to the file, which must not exist.
    ///
    /// @throws CommandException if the file exists or cannot be written
    public MachineKey create() {
        MachineKey.Pair pair = MachineKey.generate();
        try (var file = PrivateFiles.create(path)) {
            PrivateFiles.writeAll(file, pair.privateKey().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new CommandException("--key-file: cannot be written (expected: a new file)", e);
        }
        return pair.key();
    }

    /// Removes the file, if the engine did not take the key.
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new CommandException("--key-file: cannot be removed (expected: your own file)", e);
        }
    }

    /// Signs a text, in Base64.
    ///
    /// @throws CommandException if the file cannot be read, or has no such key
    String sign(byte[] text) {
        try {
            return MachineKey.sign(Files.readString(path, StandardCharsets.US_ASCII), text);
        } catch (IOException | IllegalArgumentException _) {
            throw new CommandException("--key-file: unreadable (expected: the file of permanence user service)");
        }
    }
}

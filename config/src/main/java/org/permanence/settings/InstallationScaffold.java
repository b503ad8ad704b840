package org.permanence.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;
import org.permanence.seal.FileRootKey;

/// Creates a new installation: the example files, random secrets and random endpoint names. Existing files are not
/// changed. Every file is readable by its owner only.
public final class InstallationScaffold {

    private static final List<String> SECRETS = List.of("ami", "management", "phone-awa");
    private static final Pattern ENDPOINT = Pattern.compile("(?m)^( *endpoint: )[0-9a-f]+$");
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final SecureRandom random;

    public InstallationScaffold(SecureRandom random) {
        this.random = random;
    }

    /// Creates the installation in `directory`, and the directory itself if it is missing.
    ///
    /// @return the path of its `permanence.yaml`
    /// @throws SettingsException if the directory already has an installation or a part of one, or cannot be
    ///     written
    public Path create(Path directory) {
        Path settingsFile = directory.resolve("permanence.yaml");
        Path practices = directory.resolve("practices");
        Path secrets = directory.resolve("secrets");
        for (Path part : List.of(settingsFile, practices, secrets)) {
            if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                throw new SettingsException("init: " + part.getFileName()
                        + " exists already (expected: a directory without an installation)");
            }
        }
        try {
            DurableDirectory.create(directory);
            requireOwnersDirectory(directory);
            DurableDirectory.create(practices);
            DurableDirectory.create(secrets);
            for (String secret : SECRETS) {
                write(secrets.resolve(secret), randomHex(32) + "\n");
            }
            FileRootKey.create(secrets.resolve("root-key"));
            write(practices.resolve("les-lilas.yaml"), example("practices/les-lilas.example.yaml"));
            // The settings file is written last: after an interruption, the other files show that the installation
            // is incomplete.
            write(settingsFile, withRandomEndpoints(example("permanence.example.yaml")));
        } catch (IOException e) {
            throw new SettingsException("init: cannot be written (expected: a directory this user may write)", e);
        }
        return settingsFile;
    }

    /// In a directory that others may write to, they could replace the secrets.
    private static void requireOwnersDirectory(Path directory) throws IOException {
        if (!Collections.disjoint(Files.getPosixFilePermissions(directory), WRITABLE_BY_OTHERS)) {
            throw new SettingsException("init: " + directory
                    + " is writable by other users (expected: a directory that only its owner may write to)");
        }
    }

    private String withRandomEndpoints(String example) {
        return ENDPOINT.matcher(example).replaceAll(line -> line.group(1) + randomHex(16));
    }

    private String randomHex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static String example(String name) throws IOException {
        try (InputStream in = InstallationScaffold.class.getResourceAsStream("example/" + name)) {
            if (in == null) {
                throw new IllegalStateException("example: " + name + " missing (expected: in this jar)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!DurableFile.at(file).create(text.getBytes(StandardCharsets.UTF_8))) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }
}

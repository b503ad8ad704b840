package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.S3Server;
import org.permanence.settings.InstallationOnDisk;

/// The records of an installation with an S3 object store.
class RecordsInObjectStoreTest {

    private static final String RECORDING = "0199aaaa-0000-7000-8000-000000000001";

    @Test
    void opensWithoutTheObjectStoreAndCatchesUpWhenItReturns(@TempDir Path work) throws IOException {
        try (var server = new S3Server(work.resolve("server"))) {
            var installation = new InstallationOnDisk(work)
                    .write("secrets/access", S3Server.ACCESS_KEY)
                    .write("secrets/secret", S3Server.SECRET_KEY);
            for (String secret : new String[] {"secrets/access", "secrets/secret"}) {
                Files.setPosixFilePermissions(installation.path(secret), PosixFilePermissions.fromString("rw-------"));
            }
            installation.change(
                    "audit-log: state/audit\n",
                    "audit-log: state/audit\n  object-store: {endpoint: \"" + server.endpoint() + "\", bucket: "
                            + S3Server.BUCKET
                            + ", access-key-file: secrets/access, secret-key-file: secrets/secret}\n");
            Path object = server.file("recordings/" + RECORDING + ".prec");
            Files.createDirectories(object.getParent());
            Files.writeString(object, "of a caller who objected while the store was unavailable");
            Path pendingRemovals = Files.createDirectories(installation.path("state/recordings/pending-deletion"));
            Files.createFile(pendingRemovals.resolve("delete-" + RECORDING));
            server.stop();

            try (var records = RecordsOnDisk.open(installation.settings())) {
                records.upload();
                assertTrue(Files.exists(object));
                server.restart();
                records.upload();
            }
            assertFalse(Files.exists(object));
        }
    }
}

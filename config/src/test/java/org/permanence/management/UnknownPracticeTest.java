package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.people.Region;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;

/// An act on a practice that does not exist would make keys and entries that no practice ever sees.
class UnknownPracticeTest {

    @ParameterizedTest
    @CsvSource({
        "POST, keys/les-roses/rotate",
        "GET, recordings",
        "POST, recordings/01938c5a-1f00-7000-8000-000000000001/verify",
        "POST, messages/01938c5a-1f00-7000-8000-000000000001/acknowledge",
        "GET, messages",
        "GET, blocked-numbers",
        "POST, blocked-numbers/les-roses/block",
        "POST, blocked-numbers/les-roses/unblock",
        "POST, patients/erase",
        "GET, audit/certificate",
        "GET, audit/export"
    })
    void actOnAPracticeThatDoesNotExistIsRefusedAndLeavesNothing(String method, String path, @TempDir Path work)
            throws IOException {
        var settings = new InstallationOnDisk(work).settings();
        try (var records = RecordsOnDisk.open(settings)) {
            List<Path> keys = files(settings.archive().keys());

            ApiRequest request = request(method, path);
            Reply reply = RecordsApi.isContent(request)
                    ? records.api().refuseContent(request).orElseThrow()
                    : records.api().handle(request);

            assertEquals(404, reply.status(), reply::toString);
            assertEquals(
                    Map.of("problem", "practice les-roses: unknown (expected: a practice of this installation)"),
                    reply.body());
            assertEquals(0, records.auditLog().state().entries());
            assertEquals(keys, files(settings.archive().keys()));
        }
    }

    private static ApiRequest request(String method, String path) {
        var person = new Principal.Person("claire", Role.PRACTICE_MANAGER, "cli", Principal.NO_SESSION);
        return new ApiRequest(
                        method,
                        List.of(path.split("/")),
                        Map.of(
                                "practice", "les-roses",
                                "purpose", "hoperat",
                                "from", "2026-01-01T00:00:00Z",
                                "until", "2026-02-01T00:00:00Z"),
                        Optional.empty(),
                        Optional.empty(),
                        Fixtures.CALLER.digits())
                .permitted(Permission.of(person, Region.EEA));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }
}

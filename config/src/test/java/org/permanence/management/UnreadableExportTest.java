package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.Ports;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// An export that cannot be read is refused before the first byte, like every other request.
class UnreadableExportTest {

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday&until=2026-12-01T00:00:00Z", "until=2026-12-01T00:00:00Z", "from=&until="})
    void exportOfAnUnreadablePeriodIsRefusedAndLeavesNoEntry(String period, @TempDir Path directory) throws Exception {
        var clock = new SteppedClock();
        var settings = new InstallationOnDisk(directory)
                .change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()))
                .settings();
        var people = new SignedInFixture(clock);
        SessionToken auditor = people.signIn("vera", SignedInFixture.inItsPlace(Role.AUDITOR, SamplePractices.TEAM));
        try (var metrics = new EngineMetrics();
                var records = RecordsOnDisk.open(settings, clock);
                var server = IdleApis.server(settings, records.api(), people.lookup(), metrics, clock);
                var client = HttpClient.newHttpClient()) {
            server.start();
            URI export = URI.create("http://" + settings.management().address() + "/audit/export?" + period);

            var refused = client.send(
                    HttpRequest.newBuilder(export)
                            .header("Authorization", "Bearer " + auditor.text())
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());

            assertEquals(400, refused.statusCode(), refused::body);
            assertEquals(0, records.auditLog().state().entries());
        }
    }
}

package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.call.CallEnded;
import org.permanence.settings.InstallationOnDisk;

/// Only the assistant in a call pauses and resumes its recording. Ines is in the call `call`, which is recorded.
class RecordingOfAnotherCallTest {

    private RecordsOnDisk records;
    private RecordsApi api;

    @BeforeEach
    void open(@TempDir Path directory) throws CallEnded {
        records = RecordsOnDisk.open(new InstallationOnDisk(directory).settings());
        records.record("call", new Login("ines"));
        api = records.api();
    }

    @AfterEach
    void close() {
        records.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"omar", "claire"})
    void othersAreRefusedAsForAnUnknownCall(String other) {
        for (String action : List.of("pause", "resume")) {
            Reply unknown = send("unknown", action, "ines");

            Reply refused = send("call", action, other);

            assertEquals(409, refused.status(), refused::toString);
            assertEquals(unknown, refused);
        }
    }

    @Test
    void assistantInTheCallPausesAndResumes() {
        assertEquals(200, send("call", "pause", "ines").status());
        assertEquals(200, send("call", "resume", "ines").status());
    }

    private Reply send(String call, String action, String login) {
        return api.handle(PermittedRequests.of(
                "POST", "calls/" + call + "/recording/" + action, Map.of(), login, Role.ASSISTANT));
    }
}

package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchStage.CALLER;
import static org.permanence.adapter.asterisk.SwitchStage.CHANNEL;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiAction.StopMixMonitor;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.KeyPressed;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.audio.HeardSound;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

class ListeningTest {

    private static final Prompt NOTICE = new Prompt("fr.recorded");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HeardSound ear = new HeardSound();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private SwitchStage stage;

    @SuppressWarnings("NullAway.Init")
    private AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    private Call call;

    @BeforeEach
    void callArrives() throws InterruptedException {
        stage = new SwitchStage(work);
        session = stage.session();
        call = stage.call();
        stage.attachedWithTheCaller();
    }

    @AfterEach
    void close() {
        session.close();
        stage.close();
    }

    @Test
    void anAsteriskThatDoesNotCopyLeavesNoPipe() throws Exception {
        var begun = stage.flow(() -> call.tapConversation(ear, NOTICE));

        session.hears();
        session.says("200 result=-1\n");

        begun.get(10, TimeUnit.SECONDS);
        assertTrue(ear.hasEnded());
    }

    @Test
    void aCallerWhoHasLeftLeavesNoPipe() throws Exception {
        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));

        var begun = stage.flow(() -> call.tapConversation(ear, NOTICE));

        assertThrows(ExecutionException.class, () -> begun.get(10, TimeUnit.SECONDS));
        assertTrue(ear.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void whatAsteriskSaysIsHeardUntilTheCallEnds() throws Exception {
        listens();

        try (var asterisk = new FileOutputStream(pipe().toFile())) {
            asterisk.write(new byte[4_000]);
            assertEquals(4_000, ear.sound(4_000).length);
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
        }

        assertTrue(ear.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void whoIsRungForACallThatIsListenedToIsToldFirst() throws Exception {
        listens();

        var _ = stage.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));

        assertEquals(
                Optional.of("/sounds/fr.recorded"), stage.order(Originate.class).notice());
    }

    @Test
    void whoIsRungForAnyOtherCallIsToldNothing() throws Exception {
        var _ = stage.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));

        assertEquals(Optional.empty(), stage.order(Originate.class).notice());
    }

    @Test
    void whoCouldNotBeToldIsReportedToTheEar() throws Exception {
        listens();
        var _ = stage.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        String leg = stage.order(Originate.class).legId();

        stage.asterisk().event(new UserEvent("PermUntold", leg));

        assertEquals(1, ear.timesUntold());
    }

    @Test
    void anEarThatIsTakenAwayHearsNoMoreAndAsteriskStopsCopying() throws Exception {
        AudioTap tap = listens();

        tap.end();

        assertTrue(ear.hasEnded());
        assertEquals(CALLER, stage.order(StopMixMonitor.class).channel().value());
        var _ = stage.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        assertEquals(Optional.empty(), stage.order(Originate.class).notice());
    }

    @Test
    void aCallerWhoIsWithNobodyIsHeardToTheLastThingSaidAndThenThePipeGoes() throws Exception {
        AudioTap tap = hearsAlone();

        try (var asterisk = new FileOutputStream(pipe().toFile())) {
            tap.end();
            assertEquals(CALLER, stage.order(StopMixMonitor.class).channel().value());
            asterisk.write(new byte[4_000]);
            assertEquals(4_000, ear.sound(4_000).length);
        }

        assertTrue(ear.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void aCallerWhoTalkedBeforeIsHeardInTheSamePipe() throws Exception {
        listens();

        hearsAlone();

        assertTrue(Files.exists(pipe()));
    }

    @Test
    void everyKeyOfTheCallerIsToldWhateverTheyDoMeanwhile() {
        stage.asterisk().event(new KeyPressed(CALLER, CHANNEL, '9'));

        assertEquals(List.of(CALLER + " 9"), stage.keys());
    }

    private AudioTap listens() throws Exception {
        var begun = stage.flow(() -> call.tapConversation(ear, NOTICE));
        assertEquals("EXEC MixMonitor \"" + pipe() + ",Db\"", session.does());
        return begun.get(10, TimeUnit.SECONDS);
    }

    private AudioTap hearsAlone() throws Exception {
        var begun = stage.flow(() -> call.tapCaller(ear));
        assertEquals("EXEC MixMonitor \"" + pipe() + ",D\"", session.does());
        return begun.get(10, TimeUnit.SECONDS);
    }

    private Path pipe() {
        return work.resolve(CALLER + ".raw");
    }
}

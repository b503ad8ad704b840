package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiAction.StopMixMonitor;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.KeyPressed;
import org.permanence.adapter.ami.AmiEvent.UserEvent;
import org.permanence.adapter.audio.CapturingAudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

class MixMonitorTapTest extends ArrivedCall {

    private static final Prompt NOTICE = new Prompt("fr.recorded");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CapturingAudioListener listener = new CapturingAudioListener();

    @Test
    void pipeIsRemovedWhenAsteriskRefusesMixMonitor() throws Exception {
        var begun = fixture.flow(() -> call.tapConversation(listener, NOTICE));

        session.receive();
        session.send("200 result=-1\n");

        begun.get(10, TimeUnit.SECONDS);
        assertTrue(listener.hasEnded());
    }

    @Test
    void pipeIsRemovedWhenTheCallerHasLeft() throws Exception {
        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        var begun = fixture.flow(() -> call.tapConversation(listener, NOTICE));

        assertThrows(ExecutionException.class, () -> begun.get(10, TimeUnit.SECONDS));
        assertTrue(listener.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void audioIsDeliveredUntilTheCallEnds() throws Exception {
        tapConversation();

        try (var asterisk = new FileOutputStream(pipe().toFile())) {
            asterisk.write(new byte[4_000]);
            assertEquals(4_000, listener.audio(4_000).length);
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
        }

        assertTrue(listener.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void legOfATappedCallHearsTheNoticeFirst() throws Exception {
        tapConversation();

        var _ = fixture.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));

        assertEquals(
                Optional.of("/sounds/fr.recorded"),
                fixture.nextAction(Originate.class).notice());
    }

    @Test
    void legOfAnUntappedCallHearsNoNotice() throws Exception {
        var _ = fixture.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));

        assertEquals(Optional.empty(), fixture.nextAction(Originate.class).notice());
    }

    @Test
    void listenerLearnsThatTheNoticeWasNotPlayed() throws Exception {
        tapConversation();
        var _ = fixture.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        String leg = fixture.nextAction(Originate.class).legId();

        fixture.asterisk().onEvent(new UserEvent("PermNoticeNotPlayed", leg));

        assertEquals(1, listener.timesNoticeNotPlayed());
    }

    @Test
    void endedTapGetsNoMoreAudioAndMixMonitorIsStopped() throws Exception {
        AudioTap tap = tapConversation();

        tap.end();

        assertTrue(listener.hasEnded());
        assertEquals(CALLER, fixture.nextAction(StopMixMonitor.class).channel().value());
        var _ = fixture.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> {}));
        assertEquals(Optional.empty(), fixture.nextAction(Originate.class).notice());
    }

    @Test
    void callerTapIsDrainedBeforeThePipeIsRemoved() throws Exception {
        AudioTap tap = tapCaller();

        try (var asterisk = new FileOutputStream(pipe().toFile())) {
            tap.end();
            assertEquals(
                    CALLER, fixture.nextAction(StopMixMonitor.class).channel().value());
            asterisk.write(new byte[4_000]);
            assertEquals(4_000, listener.audio(4_000).length);
        }

        assertTrue(listener.hasEnded());
        assertTrue(Files.notExists(pipe()));
    }

    @Test
    void callerTapReusesThePipeOfTheConversation() throws Exception {
        tapConversation();

        tapCaller();

        assertTrue(Files.exists(pipe()));
    }

    @Test
    void everyKeyOfTheCallerReachesTheSwitchListener() {
        fixture.asterisk().onEvent(new KeyPressed(CALLER, CHANNEL, '9'));

        assertEquals(List.of(CALLER + " 9"), fixture.pressedKeys());
    }

    private AudioTap tapConversation() throws Exception {
        var begun = fixture.flow(() -> call.tapConversation(listener, NOTICE));
        assertEquals("EXEC MixMonitor \"" + pipe() + ",Db\"", session.receiveAndConfirm());
        return begun.get(10, TimeUnit.SECONDS);
    }

    private AudioTap tapCaller() throws Exception {
        var begun = fixture.flow(() -> call.tapCaller(listener));
        assertEquals("EXEC MixMonitor \"" + pipe() + ",D\"", session.receiveAndConfirm());
        return begun.get(10, TimeUnit.SECONDS);
    }

    private Path pipe() {
        return work.resolve(CALLER + ".raw");
    }
}

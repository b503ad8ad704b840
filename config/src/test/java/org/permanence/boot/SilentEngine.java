package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.permanence.call.Answer;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.FaxTones;
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;
import org.permanence.prompts.PromptLibrary;
import org.permanence.prompts.PromptPreparation;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;

/// The product's engine, except that callers hear only hold music: no greeting is played, and the emergency
/// question is answered with key 2 at once. For `scripts/bench lag`: the rival it compares with plays no prompts
/// either.
public final class SilentEngine {

    private SilentEngine() {}

    /// Runs until SIGTERM.
    ///
    /// @param arguments the path of the settings file
    public static void main(String[] arguments) throws InterruptedException {
        InstallationSettings settings = SettingsReader.load(Path.of(arguments[0]));
        PromptLibrary prompts =
                PromptPreparation.prepare(settings, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        var closed = new CountDownLatch(1);
        var engine = new Engine(
                settings,
                prompts,
                Databases.open(settings.database()),
                flows -> call -> flows.flowFor(new SilentCall(call)));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            engine.close();
            closed.countDown();
        }));
        engine.open();
        closed.await();
    }

    /// The unchanged call, without its prompts.
    private record SilentCall(Call call) implements Call {

        @Override
        public boolean play(Prompt prompt) {
            return true;
        }

        @Override
        public Answer playUntilKey(Prompt prompt) {
            return new Answer.NoInput();
        }

        @Override
        public Answer ask(Question question) {
            return new Answer.Digit('2');
        }

        @Override
        public CallId id() {
            return call.id();
        }

        @Override
        public FlowName flowName() {
            return call.flowName();
        }

        @Override
        public PhoneNumber did() {
            return call.did();
        }

        @Override
        public Optional<PhoneNumber> caller() {
            return call.caller();
        }

        @Override
        public boolean isCallerAsserted() {
            return call.isCallerAsserted();
        }

        @Override
        public boolean isResumed() {
            return call.isResumed();
        }

        @Override
        public void answer() throws CallEnded {
            call.answer();
        }

        @Override
        public void announce(Prompt prompt) {}

        @Override
        public void holdMusic() throws CallEnded {
            call.holdMusic();
        }

        @Override
        public void surviveEngineLoss() throws CallEnded {
            call.surviveEngineLoss();
        }

        @Override
        public BridgeOutcome bridge(Line line, Duration patience, Optional<Prompt> question, Runnable joined)
                throws CallEnded {
            return call.bridge(line, patience, question, joined);
        }

        @Override
        public void ringTransferTarget(
                Line line, Duration patience, BeforeBridge heard, Consumer<BridgeOutcome> unanswered) {
            call.ringTransferTarget(line, patience, heard, unanswered);
        }

        @Override
        public AudioTap tapCaller(AudioListener listener) throws CallEnded {
            return call.tapCaller(listener);
        }

        @Override
        public AudioTap tapConversation(AudioListener listener, Prompt notice) throws CallEnded {
            return call.tapConversation(listener, notice);
        }

        @Override
        public FaxTones countFaxTones() throws CallEnded {
            return call.countFaxTones();
        }

        @Override
        public void hangUp() {
            call.hangUp();
        }

        @Override
        public void sendToFallback() {
            call.sendToFallback();
        }

        @Override
        public void onHangup(Consumer<HangupCause> left) {
            call.onHangup(left);
        }
    }
}

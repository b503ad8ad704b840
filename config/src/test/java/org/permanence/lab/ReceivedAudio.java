package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What an ear can tell of a line. Each question is answered as soon as it can be, and with no when its time is
/// over. It hears from the beginning of the call on; [#fromNow] forgets what was heard before.
public final class ReceivedAudio {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration MUSIC_LENGTH = Duration.ofSeconds(3);

    /// µ-law, gain and a lost packet leave 0.9 and more of a prompt; another prompt does not come near half.
    private static final double MATCH_THRESHOLD = 0.6;

    private final AudioBuffer buffer;
    private final Instant since;

    ReceivedAudio(AudioBuffer buffer) {
        this(buffer, Instant.EPOCH);
    }

    private ReceivedAudio(AudioBuffer buffer, Instant since) {
        this.buffer = buffer;
        this.since = since;
    }

    /// The same ear, for what comes from now on.
    public ReceivedAudio fromNow() {
        return since(buffer.now());
    }

    /// The same ear, for what came since that moment.
    public ReceivedAudio since(Instant moment) {
        return new ReceivedAudio(buffer, moment);
    }

    /// Everything heard so far, at most the last minute.
    public Sound received() {
        return buffer.since(since).sound();
    }

    public boolean hasTone(int hertz, Duration within) {
        return poll(within, audio -> ToneDetector.hasTone(audio.sound(), hertz) ? Optional.of(audio) : Optional.empty())
                .isPresent();
    }

    /// When this prompt began, if all of it is heard in time. For one that may be cut short ask for its first
    /// seconds.
    public Optional<Instant> findPrompt(Sound prompt, Duration within) {
        var search = new PromptSearch(prompt);
        return poll(within, search::find).or(() -> findInFragments(prompt));
    }

    /// Whether the line was silent for that long, without a word in between.
    public boolean isSilentFor(Duration length, Duration within) {
        return poll(
                        within,
                        audio -> AudioActivity.longestSilence(audio.sound()).compareTo(length) >= 0
                                ? Optional.of(audio)
                                : Optional.empty())
                .isPresent();
    }

    /// Three seconds of sound without a pause that are not one steady tone. Whoever must know which music compares
    /// it with its file by [#findPrompt].
    public boolean hasMusic(Duration within) {
        return poll(
                        within,
                        audio -> AudioActivity.hasMusic(audio.sound(), MUSIC_LENGTH)
                                ? Optional.of(audio)
                                : Optional.empty())
                .isPresent();
    }

    /// The last resort, and the dearer one.
    private Optional<Instant> findInFragments(Sound prompt) {
        TimedSound audio = buffer.since(since);
        var start = FragmentMatcher.find(audio.sound(), prompt, MATCH_THRESHOLD);
        return start.isPresent() ? Optional.of(audio.at(start.getAsInt())) : Optional.empty();
    }

    private <T> Optional<T> poll(Duration within, Function<TimedSound, Optional<T>> check) {
        Instant end = buffer.now().plus(within);
        while (true) {
            boolean last = !buffer.now().isBefore(end);
            Optional<T> result = check.apply(buffer.since(since));
            if (result.isPresent() || last) {
                return result;
            }
            buffer.awaitAudio(POLL_INTERVAL);
        }
    }

    /// Looks only at what it has not looked at: a minute of sound is not compared anew five times a second.
    private static final class PromptSearch {

        private final Sound prompt;
        private Instant searchedUntil = Instant.EPOCH;

        PromptSearch(Sound prompt) {
            this.prompt = prompt;
        }

        Optional<Instant> find(TimedSound audio) {
            Instant from = searchedUntil.isBefore(audio.start()) ? audio.start() : searchedUntil;
            int skipped = Sound.samplesIn(Duration.between(audio.start(), from));
            var fresh = new TimedSound(
                    audio.at(skipped),
                    audio.sound().slice(skipped, audio.sound().size()));
            int positions = fresh.sound().size() - prompt.size() + 1;
            if (positions <= 0) {
                return Optional.empty();
            }
            var match = CrossCorrelation.bestMatch(fresh.sound(), prompt);
            if (match.score() >= MATCH_THRESHOLD) {
                return Optional.of(fresh.at(match.offset()));
            }
            searchedUntil = fresh.at(positions - 1);
            return Optional.empty();
        }
    }
}

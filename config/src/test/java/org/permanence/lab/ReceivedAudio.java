package org.permanence.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Checks of the audio that a phone received. Each check returns as soon as it holds, or false when its time is
/// over. Covers the call from its beginning; [#fromNow] leaves out earlier audio.
public final class ReceivedAudio {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration MUSIC_LENGTH = Duration.ofSeconds(3);

    /// A prompt scores 0.9 or more in spite of µ-law, gain and a lost packet; other prompts score below 0.5.
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

    /// Checks of the audio from now on.
    public ReceivedAudio fromNow() {
        return since(buffer.now());
    }

    /// Checks of the audio since that time.
    public ReceivedAudio since(Instant moment) {
        return new ReceivedAudio(buffer, moment);
    }

    /// All audio received so far, at most the last minute.
    public Sound received() {
        return buffer.since(since).sound();
    }

    public boolean hasTone(int hertz, Duration within) {
        return poll(within, audio -> ToneDetector.hasTone(audio.sound(), hertz) ? Optional.of(audio) : Optional.empty())
                .isPresent();
    }

    /// The time at which the prompt began, if all of it arrives in time. For a prompt that may be cut short, ask
    /// for its first seconds.
    public Optional<Instant> findPrompt(Sound prompt, Duration within) {
        var search = new PromptSearch(prompt);
        return poll(within, search::find).or(() -> findInFragments(prompt));
    }

    /// Whether the line was silent for this long without interruption.
    public boolean isSilentFor(Duration length, Duration within) {
        return poll(
                        within,
                        audio -> AudioActivity.longestSilence(audio.sound()).compareTo(length) >= 0
                                ? Optional.of(audio)
                                : Optional.empty())
                .isPresent();
    }

    /// Whether there were three seconds of audio without a pause that are not one steady tone. Compare with the
    /// file by [#findPrompt] to know which music it is.
    public boolean hasMusic(Duration within) {
        return poll(
                        within,
                        audio -> AudioActivity.hasMusic(audio.sound(), MUSIC_LENGTH)
                                ? Optional.of(audio)
                                : Optional.empty())
                .isPresent();
    }

    /// The expensive search, used last.
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

    /// Searches new audio only: a minute is not compared again five times a second.
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

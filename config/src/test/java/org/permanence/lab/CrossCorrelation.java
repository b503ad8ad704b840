package org.permanence.lab;

/// Finds a known sound in a longer one by normalised cross-correlation in the frequency domain. µ-law, gain and
/// start time make no difference. Measured with espeak-ng in French: other texts score 0.1, a text with the same
/// first words 0.4, silence 0.
final class CrossCorrelation {

    /// The best match and its score; 1 is the same sound.
    record Match(int offset, double score) {}

    private CrossCorrelation() {}

    static Match bestMatch(Sound heard, Sound known) {
        if (known.level() < ToneDetector.AUDIBLE_LEVEL) {
            throw new LabException("known sound: silence (expected: something to hear)");
        }
        int positions = heard.size() - known.size() + 1;
        if (positions <= 0) {
            return new Match(0, 0);
        }
        double[] products = correlate(heard, known);
        double minEnergy = known.size() * ToneDetector.AUDIBLE_LEVEL * ToneDetector.AUDIBLE_LEVEL / 4;
        double knownEnergy = known.energy();
        double energy = heard.slice(0, known.size()).energy();
        var best = new Match(0, 0);
        for (int offset = 0; offset < positions; offset++) {
            double score = energy < minEnergy ? 0 : products[offset] / Math.sqrt(energy * knownEnergy);
            if (score > best.score()) {
                best = new Match(offset, score);
            }
            if (offset + 1 < positions) {
                double leaving = heard.at(offset);
                double entering = heard.at(offset + known.size());
                energy += entering * entering - leaving * leaving;
            }
        }
        return best;
    }

    /// The sum of products at each offset: the inverse transform of one spectrum times the conjugate of the other.
    private static double[] correlate(Sound heard, Sound known) {
        int size = Integer.highestOneBit(heard.size() + known.size()) << 1;
        var real = new double[size];
        var imaginary = new double[size];
        for (int i = 0; i < heard.size(); i++) {
            real[i] = heard.at(i);
        }
        // Both signals are real, so one transform carries both: one as the real part, one as the imaginary part.
        for (int i = 0; i < known.size(); i++) {
            imaginary[i] = known.at(i);
        }
        transform(real, imaginary);
        multiplySpectra(real, imaginary);
        transform(imaginary, real); // Exchanged parts give the inverse transform, times the size.
        for (int i = 0; i < size; i++) {
            real[i] /= size;
        }
        return real;
    }

    /// Separates the two spectra and replaces them by heard × conjugate(known).
    private static void multiplySpectra(double[] real, double[] imaginary) {
        int size = real.length;
        var outReal = new double[size];
        var outImaginary = new double[size];
        for (int i = 0; i < size; i++) {
            int mirror = (size - i) & (size - 1);
            double heardReal = (real[i] + real[mirror]) / 2;
            double heardImaginary = (imaginary[i] - imaginary[mirror]) / 2;
            double knownReal = (imaginary[i] + imaginary[mirror]) / 2;
            double knownImaginary = (real[mirror] - real[i]) / 2;
            outReal[i] = heardReal * knownReal + heardImaginary * knownImaginary;
            outImaginary[i] = heardImaginary * knownReal - heardReal * knownImaginary;
        }
        System.arraycopy(outReal, 0, real, 0, size);
        System.arraycopy(outImaginary, 0, imaginary, 0, size);
    }

    /// The fast Fourier transform, in place. The length is a power of two.
    private static void transform(double[] real, double[] imaginary) {
        int size = real.length;
        for (int i = 0; i < size; i++) {
            int mirrored = Integer.reverse(i) >>> (Integer.numberOfLeadingZeros(size) + 1);
            if (mirrored > i) {
                swap(real, i, mirrored);
                swap(imaginary, i, mirrored);
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            for (int k = 0; k < half; k++) {
                double cosine = Math.cos(Math.PI * k / half);
                double sine = -Math.sin(Math.PI * k / half);
                for (int i = k; i < size; i += half << 1) {
                    int j = i + half;
                    double r = real[j] * cosine - imaginary[j] * sine;
                    double m = real[j] * sine + imaginary[j] * cosine;
                    real[j] = real[i] - r;
                    imaginary[j] = imaginary[i] - m;
                    real[i] += r;
                    imaginary[i] += m;
                }
            }
        }
    }

    private static void swap(double[] values, int a, int b) {
        double saved = values[a];
        values[a] = values[b];
        values[b] = saved;
    }
}

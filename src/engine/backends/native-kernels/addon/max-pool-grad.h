// The gradient of max-pooling, apart from TensorFlow: plain loops over pictures [rows, columns, channels] of float.
//
// Each window hands its gradient to its first largest value in row-major order. A NaN is larger than nothing, and so is
// -inf: a window without any other value hands its gradient to nobody, as in the reference backend.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace muroan {

// How the windows lie along one axis of a picture.
struct Axis {
  int64_t size;
  int64_t window;
  int64_t stride;
  // Of the padding before the first value.
  int64_t before;
  int64_t windows;

  // What of a window lies inside the picture.
  int64_t begin(int64_t index) const { return std::max<int64_t>(index * stride - before, 0); }
  int64_t end(int64_t index) const { return std::min(index * stride - before + window, size); }

  // Windows of two, side by side, and nothing left over.
  bool inPairs() const { return window == 2 && stride == 2 && before == 0 && windows * 2 == size; }
};

// Positions in a window are counted in float, so that one width of vector does for all; more than 2^24 are refused.
constexpr float NOWHERE = -1;
constexpr float LOWEST = -std::numeric_limits<float>::infinity();

class MaxPoolGrad {
 public:
  MaxPoolGrad(const Axis& rows, const Axis& columns, int64_t channels)
      : rows(rows), columns(columns), channels(channels), largest(channels), position(channels) {}

  // One picture: its values, the gradient by the windows [windows, windows, channels], and the gradient to write.
  void operator()(const float* x, const float* dy, float* dx) {
    if (rows.inPairs() && columns.inPairs()) {
      fours(x, dy, dx);
      return;
    }
    std::fill_n(dx, rows.size * columns.size * channels, 0.0f);
    for (int64_t row = 0; row < rows.windows; ++row) {
      for (int64_t column = 0; column < columns.windows; ++column, dy += channels) window(row, column, x, dy, dx);
    }
  }

 private:
  // Every value is in one window, so it is written once and never read.
  void fours(const float* x, const float* dy, float* dx) const {
    const int64_t line = columns.size * channels;
    for (int64_t row = 0; row < rows.windows; ++row, x += line, dx += line) {
      for (int64_t column = 0; column < columns.windows; ++column, dy += channels) {
        four(x, x + line, dy, dx, dx + line, channels);
        x += 2 * channels;
        dx += 2 * channels;
      }
    }
  }

  static void four(const float* x, const float* below, const float* dy, float* dx, float* dxBelow, int64_t channels) {
    // Channels do not depend on each other, which the compiler cannot know where one array is written in two places.
#pragma GCC ivdep
    for (int64_t at = 0; at < channels; ++at) {
      float largest = LOWEST;
      float position = NOWHERE;
      raise(x[at], 0, largest, position);
      raise(x[at + channels], 1, largest, position);
      raise(below[at], 2, largest, position);
      raise(below[at + channels], 3, largest, position);
      dx[at] = position == 0 ? dy[at] : 0;
      dx[at + channels] = position == 1 ? dy[at] : 0;
      dxBelow[at] = position == 2 ? dy[at] : 0;
      dxBelow[at + channels] = position == 3 ? dy[at] : 0;
    }
  }

  void window(int64_t row, int64_t column, const float* x, const float* dy, float* dx) {
    std::fill(largest.begin(), largest.end(), LOWEST);
    std::fill(position.begin(), position.end(), NOWHERE);
    inside(row, column, [&](int64_t cell, float valuePosition) {
      raiseAll(x + cell, valuePosition, largest.data(), position.data(), channels);
    });
    inside(row, column, [&](int64_t cell, float valuePosition) {
      give(dy, valuePosition, position.data(), dx + cell, channels);
    });
  }

  // Calls with the first channel of every cell of a window, in row-major order, and with its position among them.
  template <typename Visit>
  void inside(int64_t row, int64_t column, Visit visit) const {
    float valuePosition = 0;
    for (int64_t y = rows.begin(row); y < rows.end(row); ++y) {
      for (int64_t x = columns.begin(column); x < columns.end(column); ++x, ++valuePosition) {
        visit((y * columns.size + x) * channels, valuePosition);
      }
    }
  }

  static void raise(float value, float valuePosition, float& largest, float& position) {
    const bool isLarger = value > largest;
    largest = isLarger ? value : largest;
    position = isLarger ? valuePosition : position;
  }

  static void raiseAll(const float* __restrict x, float valuePosition, float* __restrict largest,
                       float* __restrict position, int64_t channels) {
    for (int64_t at = 0; at < channels; ++at) raise(x[at], valuePosition, largest[at], position[at]);
  }

  static void give(const float* __restrict dy, float valuePosition, const float* __restrict position,
                   float* __restrict dx, int64_t channels) {
    for (int64_t at = 0; at < channels; ++at) dx[at] += position[at] == valuePosition ? dy[at] : 0;
  }

  const Axis rows;
  const Axis columns;
  const int64_t channels;
  // Of the window that is looked at, by channel: its largest value so far, and the position of it.
  std::vector<float> largest;
  std::vector<float> position;
};

}  // namespace muroan

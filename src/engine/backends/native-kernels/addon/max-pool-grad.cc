// TensorFlow's operation MaxPoolGrad on the processor, in the place of its own kernel, which searches slowly.
#include "max-pool-grad.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

namespace muroan {
namespace {

struct Delete {
  void operator()(TF_Status* status) const { TF_DeleteStatus(status); }
  void operator()(TF_Tensor* tensor) const { TF_DeleteTensor(tensor); }
};
using Status = std::unique_ptr<TF_Status, Delete>;
using Tensor = std::unique_ptr<TF_Tensor, Delete>;
using Shape = std::array<int64_t, 4>;

struct Pooling {
  // By axis of NHWC.
  std::vector<int32_t> window;
  std::vector<int32_t> stride;
  // SAME, VALID or EXPLICIT.
  std::string padding;
  // Before and after every axis; empty unless explicit.
  std::vector<int32_t> sides;
};

std::string textOf(TF_OpKernelConstruction* construction, const char* name, TF_Status* status) {
  int32_t count = 0, length = 0;
  TF_OpKernelConstruction_GetAttrSize(construction, name, &count, &length, status);
  if (TF_GetCode(status) != TF_OK) return "";
  std::string text(length, '\0');
  TF_OpKernelConstruction_GetAttrString(construction, name, text.data(), text.size(), status);
  return text;
}

std::vector<int32_t> numbersOf(TF_OpKernelConstruction* construction, const char* name, TF_Status* status) {
  int32_t count = 0, length = 0;
  TF_OpKernelConstruction_GetAttrSize(construction, name, &count, &length, status);
  if (TF_GetCode(status) != TF_OK) return {};
  std::vector<int32_t> numbers(count);
  TF_OpKernelConstruction_GetAttrInt32List(construction, name, numbers.data(), count, status);
  return numbers;
}

// Why it cannot be computed; empty if it can.
std::string refusalOf(const Pooling& pooling, const std::string& format) {
  if (format != "NHWC") return "the processor takes NHWC only, not " + format;
  if (pooling.window.size() != 4 || pooling.stride.size() != 4) return "ksize and strides must have four numbers";
  for (const int axis : {0, 3}) {
    if (pooling.window[axis] != 1 || pooling.stride[axis] != 1) return "pooling over the batch or the channels";
  }
  for (const int axis : {1, 2}) {
    if (pooling.window[axis] < 1 || pooling.stride[axis] < 1) return "ksize and strides must be positive";
  }
  if (int64_t{pooling.window[1]} * pooling.window[2] > 1 << 24) return "the window is too large";
  if (pooling.padding == "EXPLICIT") {
    const std::vector<int32_t>& sides = pooling.sides;
    if (sides.size() != 8) return "explicit_paddings must have eight numbers";
    if (*std::min_element(sides.begin(), sides.end()) < 0) return "explicit_paddings must not be negative";
    if (sides[0] != 0 || sides[1] != 0 || sides[6] != 0 || sides[7] != 0) return "padding of the batch or the channels";
    return "";
  }
  return pooling.padding == "SAME" || pooling.padding == "VALID" ? "" : "there is no padding " + pooling.padding;
}

// Of axis 1 or 2.
Axis along(const Pooling& pooling, int axis, int64_t size) {
  const int64_t window = pooling.window[axis], stride = pooling.stride[axis];
  if (pooling.padding == "SAME") {
    const int64_t windows = (size + stride - 1) / stride;
    const int64_t padding = std::max<int64_t>((windows - 1) * stride + window - size, 0);
    return {size, window, stride, padding / 2, windows};
  }
  const bool isExplicit = pooling.padding == "EXPLICIT";
  const int64_t before = isExplicit ? pooling.sides[2 * axis] : 0;
  const int64_t after = isExplicit ? pooling.sides[2 * axis + 1] : 0;
  const int64_t room = before + size + after - window;
  return {size, window, stride, before, room < 0 ? 0 : room / stride + 1};
}

// @return whether the tensor has four axes
bool readShape(const TF_Tensor* tensor, Shape& shape) {
  if (TF_NumDims(tensor) != 4) return false;
  for (int axis = 0; axis < 4; ++axis) shape[axis] = TF_Dim(tensor, axis);
  return true;
}

void* create(TF_OpKernelConstruction* construction) {
  const Status status(TF_NewStatus());
  auto pooling = std::make_unique<Pooling>();
  std::string format;
  const auto isOk = [&] { return TF_GetCode(status.get()) == TF_OK; };
  pooling->window = numbersOf(construction, "ksize", status.get());
  if (isOk()) pooling->stride = numbersOf(construction, "strides", status.get());
  if (isOk()) pooling->padding = textOf(construction, "padding", status.get());
  if (isOk()) pooling->sides = numbersOf(construction, "explicit_paddings", status.get());
  if (isOk()) format = textOf(construction, "data_format", status.get());
  if (isOk()) {
    const std::string refusal = refusalOf(*pooling, format);
    if (!refusal.empty()) TF_SetStatus(status.get(), TF_INVALID_ARGUMENT, ("MaxPoolGrad: " + refusal).c_str());
  }
  if (!isOk()) {
    TF_OpKernelConstruction_Failure(construction, status.get());
    return nullptr;
  }
  return pooling.release();
}

Tensor inputOf(TF_OpKernelContext* context, int index, TF_Status* status) {
  TF_Tensor* tensor = nullptr;
  if (TF_GetCode(status) == TF_OK) TF_GetInput(context, index, &tensor, status);
  return Tensor(tensor);
}

void compute(void* kernel, TF_OpKernelContext* context) {
  const Pooling& pooling = *static_cast<const Pooling*>(kernel);
  const Status status(TF_NewStatus());
  const auto isOk = [&] { return TF_GetCode(status.get()) == TF_OK; };
  // The second input is what the pooling gave; the search is made on what it was given.
  const Tensor input = inputOf(context, 0, status.get());
  const Tensor gradient = inputOf(context, 2, status.get());
  Shape shape, given;
  if (isOk() && !(readShape(input.get(), shape) && readShape(gradient.get(), given))) {
    TF_SetStatus(status.get(), TF_INVALID_ARGUMENT, "MaxPoolGrad: input and gradient must have four axes.");
  }
  if (!isOk()) {
    TF_OpKernelContext_Failure(context, status.get());
    return;
  }
  const auto [batch, height, width, channels] = shape;
  const Axis rows = along(pooling, 1, height);
  const Axis columns = along(pooling, 2, width);
  if (given != Shape{batch, rows.windows, columns.windows, channels}) {
    TF_SetStatus(status.get(), TF_INVALID_ARGUMENT, "MaxPoolGrad: the gradient has not the shape of the pooled input.");
    TF_OpKernelContext_Failure(context, status.get());
    return;
  }
  const int64_t size = height * width * channels;
  const size_t bytes = batch * size * sizeof(float);
  const Tensor output(TF_AllocateOutput(context, 0, TF_FLOAT, shape.data(), 4, bytes, status.get()));
  if (!isOk()) {
    TF_OpKernelContext_Failure(context, status.get());
    return;
  }
  const auto* x = static_cast<const float*>(TF_TensorData(input.get()));
  const auto* dy = static_cast<const float*>(TF_TensorData(gradient.get()));
  auto* dx = static_cast<float*>(TF_TensorData(output.get()));
  MaxPoolGrad write(rows, columns, channels);
  for (int64_t image = 0; image < batch; ++image) {
    write(x + image * size, dy + image * rows.windows * columns.windows * channels, dx + image * size);
  }
}

void destroy(void* kernel) { delete static_cast<Pooling*>(kernel); }

// Runs when the addon is loaded, before TensorFlow looks for its first kernel.
const bool registered = [] {
  const Status status(TF_NewStatus());
  TF_KernelBuilder* builder = TF_NewKernelBuilder("MaxPoolGrad", "CPU", &create, &compute, &destroy);
  TF_KernelBuilder_TypeConstraint(builder, "T", TF_FLOAT, status.get());
  // TensorFlow's own has 0; of several the highest is taken.
  TF_KernelBuilder_Priority(builder, 1);
  if (TF_GetCode(status.get()) == TF_OK) TF_RegisterKernelBuilder("MuroanMaxPoolGrad", builder, status.get());
  return TF_GetCode(status.get()) == TF_OK;
}();

}  // namespace
}  // namespace muroan

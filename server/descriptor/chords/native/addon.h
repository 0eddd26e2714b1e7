// A Node addon of kernel functions that work in the memory of a WebAssembly kernel. JavaScript calls each with that
// memory's ArrayBuffer, then its own parameters. A usize is an address there: 0 is the buffer's first byte.
#include <node_api.h>
#include <type_traits>
#include <utility>

/** A function as Node calls it. */
template <auto function> struct Exported;
template <class Result, class... Given, Result (*function)(Given...)> struct Exported<function> {
  static napi_value call(napi_env env, napi_callback_info info) {
    return call(env, info, std::index_sequence_for<Given...>());
  }

 private:
  template <size_t... k> static napi_value call(napi_env env, napi_callback_info info, std::index_sequence<k...>) {
    napi_value values[1 + sizeof...(Given)];
    size_t count = 1 + sizeof...(Given);
    void* memory = nullptr;
    napi_value result = nullptr;
    if (napi_get_cb_info(env, info, &count, values, nullptr, nullptr) != napi_ok || count != 1 + sizeof...(Given) ||
        napi_get_arraybuffer_info(env, values[0], &memory, nullptr) != napi_ok) {
      napi_throw_type_error(env, nullptr, "not the parameters of this kernel function");
      return result;
    }
    const usize start = reinterpret_cast<usize>(memory);
    if constexpr (std::is_void_v<Result>)
      function(parameter<Given>(env, values[1 + k], start)...);
    else {
      const Result returned = function(parameter<Given>(env, values[1 + k], start)...);
      const bool isAddress = std::is_same_v<Result, usize>;
      napi_create_double(env, static_cast<double>(isAddress ? returned - start : returned), &result);
    }
    return result;
  }

  template <class Type> static Type parameter(napi_env env, napi_value value, usize start) {
    double number = 0;
    napi_get_value_double(env, value, &number);
    if constexpr (std::is_same_v<Type, usize>) return start + static_cast<usize>(number);
    return static_cast<Type>(number);
  }
};

__attribute__((noinline)) static void exportFunction(napi_env env, napi_value exports, const char* name, napi_callback call) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, call, nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

static const struct {
  const char* name;
  napi_callback call;
} EXPORTS[] = {
EXPORTS_OF_KERNEL};

// Code for any processor of this family: it runs before it is known whether this one has AVX2.
#define ANY_PROCESSOR extern "C" __attribute__((visibility("default"), target("no-avx")))

ANY_PROCESSOR napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  if (!__builtin_cpu_supports("avx2")) napi_throw_error(env, nullptr, "this processor has no AVX2");
  else
    for (const auto& [name, call] : EXPORTS) exportFunction(env, exports, name, call);
  return exports;
}

// AssemblyScript's types and functions in C++, with vectors twice as wide as WebAssembly's, for what
// scripts/translateKernel.js makes of ../assembly. An f32x4 has eight float32 here, and an f64x2 has four float64. The
// namespace at the end is ../assembly/lanes.ts for eight lanes.
//
// Each function gives the same bits as WebAssembly's for every number that the kernel meets.
#include <immintrin.h>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#define INLINE static inline __attribute__((always_inline))

using i32 = int32_t;
using u32 = uint32_t;
using u16 = uint16_t;
using u8 = uint8_t;
using f32 = float;
using f64 = double;
using usize = uintptr_t;
using v128 = __m256i;

namespace kernel {

template <class T> INLINE T load(usize at, usize offset = 0) {
  T value;
  std::memcpy(&value, reinterpret_cast<void*>(at + offset), sizeof value);
  return value;
}
template <class T> INLINE void store(usize at, T value, usize offset = 0) {
  std::memcpy(reinterpret_cast<void*>(at + offset), &value, sizeof value);
}
template <class T> INLINE T min(T a, T b) { return a < b ? a : b; }
template <class T> INLINE T max(T a, T b) { return a > b ? a : b; }
INLINE f64 sqrt(f64 value) { return std::sqrt(value); }
INLINE f64 abs(f64 value) { return std::fabs(value); }
INLINE u32 ctz(u32 bits) { return __builtin_ctz(bits); }
INLINE i32 popcnt(u32 bits) { return __builtin_popcount(bits); }
INLINE void memory_fill(usize at, u8 value, usize bytes) { std::memset(reinterpret_cast<void*>(at), value, bytes); }

static const f64 Infinity = std::numeric_limits<f64>::infinity();
static const f32 f32_MAX_VALUE = std::numeric_limits<f32>::max();
static const i32 i32_MIN_VALUE = INT32_MIN;
static const u32 u32_MAX_VALUE = UINT32_MAX;

INLINE __m256 floats(v128 a) { return _mm256_castsi256_ps(a); }
INLINE __m256d doubles(v128 a) { return _mm256_castsi256_pd(a); }
INLINE v128 bits(__m256 a) { return _mm256_castps_si256(a); }
INLINE v128 bits(__m256d a) { return _mm256_castpd_si256(a); }

INLINE v128 v128_load(usize at, usize offset = 0) { return _mm256_loadu_si256(reinterpret_cast<v128*>(at + offset)); }
INLINE void v128_store(usize at, v128 a, usize offset = 0) { _mm256_storeu_si256(reinterpret_cast<v128*>(at + offset), a); }
INLINE v128 v128_load32_splat(usize at, usize offset = 0) { return bits(_mm256_set1_ps(load<f32>(at, offset))); }
INLINE v128 v128_and(v128 a, v128 b) { return _mm256_and_si256(a, b); }
INLINE v128 v128_andnot(v128 a, v128 b) { return _mm256_andnot_si256(b, a); }
INLINE v128 v128_or(v128 a, v128 b) { return _mm256_or_si256(a, b); }
INLINE v128 v128_xor(v128 a, v128 b) { return _mm256_xor_si256(a, b); }
INLINE v128 v128_not(v128 a) { return _mm256_xor_si256(a, _mm256_set1_epi32(-1)); }
INLINE v128 v128_bitselect(v128 a, v128 b, v128 mask) { return _mm256_blendv_epi8(b, a, mask); }

INLINE v128 f32x4_splat(f32 value) { return bits(_mm256_set1_ps(value)); }
INLINE v128 f32x4_add(v128 a, v128 b) { return bits(_mm256_add_ps(floats(a), floats(b))); }
INLINE v128 f32x4_sub(v128 a, v128 b) { return bits(_mm256_sub_ps(floats(a), floats(b))); }
INLINE v128 f32x4_mul(v128 a, v128 b) { return bits(_mm256_mul_ps(floats(a), floats(b))); }
INLINE v128 f32x4_div(v128 a, v128 b) { return bits(_mm256_div_ps(floats(a), floats(b))); }
INLINE v128 f32x4_sqrt(v128 a) { return bits(_mm256_sqrt_ps(floats(a))); }
INLINE v128 f32x4_pmin(v128 a, v128 b) { return bits(_mm256_min_ps(floats(b), floats(a))); }
INLINE v128 f32x4_pmax(v128 a, v128 b) { return bits(_mm256_max_ps(floats(b), floats(a))); }
INLINE v128 f32x4_gt(v128 a, v128 b) { return bits(_mm256_cmp_ps(floats(a), floats(b), _CMP_GT_OQ)); }
INLINE v128 f32x4_ge(v128 a, v128 b) { return bits(_mm256_cmp_ps(floats(a), floats(b), _CMP_GE_OQ)); }
INLINE v128 f32x4_lt(v128 a, v128 b) { return bits(_mm256_cmp_ps(floats(a), floats(b), _CMP_LT_OQ)); }
INLINE v128 f32x4_abs(v128 a) { return _mm256_and_si256(a, _mm256_set1_epi32(INT32_MAX)); }
INLINE v128 f32x4_neg(v128 a) { return _mm256_xor_si256(a, _mm256_set1_epi32(INT32_MIN)); }

INLINE v128 f64x2_splat(f64 value) { return bits(_mm256_set1_pd(value)); }
INLINE v128 f64x2_add(v128 a, v128 b) { return bits(_mm256_add_pd(doubles(a), doubles(b))); }
INLINE v128 f64x2_mul(v128 a, v128 b) { return bits(_mm256_mul_pd(doubles(a), doubles(b))); }
INLINE v128 f64x2_pmin(v128 a, v128 b) { return bits(_mm256_min_pd(doubles(b), doubles(a))); }
INLINE v128 f64x2_pmax(v128 a, v128 b) { return bits(_mm256_max_pd(doubles(b), doubles(a))); }
INLINE v128 f64x2_promote_low_f32x4(v128 a) { return bits(_mm256_cvtps_pd(_mm_castsi128_ps(_mm256_castsi256_si128(a)))); }

INLINE v128 i32x4_splat(i32 value) { return _mm256_set1_epi32(value); }
INLINE v128 i32x4_add(v128 a, v128 b) { return _mm256_add_epi32(a, b); }
INLINE v128 i32x4_min_u(v128 a, v128 b) { return _mm256_min_epu32(a, b); }
INLINE v128 i32x4_shl(v128 a, u32 bits) { return _mm256_slli_epi32(a, bits); }
INLINE i32 i32x4_bitmask(v128 a) { return _mm256_movemask_ps(floats(a)); }
// NaN and numbers below 0 become 0. Numbers of 2^31 and more become 2^31 instead of what they are.
INLINE v128 i32x4_trunc_sat_f32x4_u(v128 a) { return _mm256_cvttps_epi32(_mm256_max_ps(floats(a), _mm256_setzero_ps())); }

INLINE v128 i64x2_extend_low_i32x4_s(v128 a) { return _mm256_cvtepi32_epi64(_mm256_castsi256_si128(a)); }
INLINE v128 i64x2_extend_high_i32x4_s(v128 a) { return _mm256_cvtepi32_epi64(_mm256_extracti128_si256(a, 1)); }

namespace lanes {
static const u32 LANES = 8;
static const usize VECTOR = 32;
INLINE void fetch(usize at) { __builtin_prefetch(reinterpret_cast<void*>(at)); }
INLINE v128 single(usize at) {
  const __m256d low = doubles(v128_load(at)), high = doubles(v128_load(at, 32));
  return bits(_mm256_set_m128(_mm256_cvtpd_ps(high), _mm256_cvtpd_ps(low)));
}
INLINE v128 upperHalf(v128 a) { return _mm256_castsi128_si256(_mm256_extracti128_si256(a, 1)); }
INLINE v128 lanesOfBits(u32 bits) {
  const v128 bitOfLane = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
  return _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32(bits), bitOfLane), bitOfLane);
}
INLINE v128 laneNumbers() { return _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7); }
INLINE void countOne(usize at, u32 number) {
  const usize to = at + (static_cast<usize>(number) << 2);
  store<u32>(to, load<u32>(to) + 1);
}
INLINE void countTwo(usize at, uint64_t numbers) {
  countOne(at, static_cast<u32>(numbers));
  countOne(at, numbers >> 32);
}
INLINE void countLanes(usize at, v128 numbers) {
  const __m128i low = _mm256_castsi256_si128(numbers), high = _mm256_extracti128_si256(numbers, 1);
  countTwo(at, _mm_extract_epi64(low, 0));
  countTwo(at, _mm_extract_epi64(low, 1));
  countTwo(at, _mm_extract_epi64(high, 0));
  countTwo(at, _mm_extract_epi64(high, 1));
}
}
}
